# SPDX-License-Identifier: MIT
"""The name of a giver as it is compared: "ACME Caterers (UK) Ltd." and "Acme Caterers" are one."""

import re

LEGAL_FORMS = frozenset(
    {"ltd", "limited", "plc", "llp", "inc", "co", "company", "cic", "cyf", "uk", "the", "group"}
)


def key_of(name: str) -> str:
    """Small letters and digits, without legal forms; the whole name when nothing else is left."""
    words = re.findall(r"[a-z0-9]+", name.casefold().replace("&", " and ").replace("'", ""))
    return " ".join([word for word in words if word not in LEGAL_FORMS] or words)
