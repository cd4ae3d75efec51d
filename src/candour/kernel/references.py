# SPDX-License-Identifier: MIT
"""References that people can read out, copy by hand and not guess."""

import re
import secrets

# No I, L, O, U, 0 or 1: nothing here is taken for something else.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS = 2
_GROUP = 4
_SHAPE = re.compile(f"([A-Z]{{2,4}})([{ALPHABET}]{{{_GROUP}}})([{ALPHABET}]{{{_GROUP}}})")


def new_reference(prefix: str) -> str:
    """Draw a reference such as "GW-7KQ3-9FXD"; it tells nothing about number or order."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join((prefix, *groups))


def as_typed(text: str) -> str | None:
    """Read a reference as people type it ("gw 7kq3 9fxd"); none if it cannot be one."""
    match = _SHAPE.fullmatch(re.sub(r"[\s-]", "", text).upper())
    return "-".join(match.groups()) if match else None
