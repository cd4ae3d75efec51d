# SPDX-License-Identifier: MIT
"""What the pages and documents of a review say."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

CLAIMS = {"card": gettext_lazy("Card payment"), "claim": gettext_lazy("Claim")}
"""Where finance says nothing of the kind; otherwise its own words stand."""


def claim_words(kind: str) -> str:
    return str(CLAIMS.get(kind) or kind[:1].upper() + kind[1:])


def value_words(pence: int | None, money: str) -> str:
    return money if pence is not None else _("Value not known")
