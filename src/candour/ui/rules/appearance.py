# SPDX-License-Identifier: MIT
"""How a body may appear: a colour that white text can be read on, a link that is safe to follow."""

import re

from candour.kernel.procedure import Refused

LEAST = 4.5
A_COLOUR = re.compile(r"#[0-9a-f]{6}")


def contrast_with_white(colour: str) -> float:
    """By the formula of the accessibility guidelines: from 1 (white on white) to 21 (white on black), for a colour such as #1b2a49."""
    red, green, blue = (_light(int(colour[n : n + 2], 16) / 255) for n in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _light(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - the formula's


def readable(colour: str) -> str:
    """The colour in the form in which it is kept, or a refusal that says what to change."""
    kept = colour.strip().lower()
    if not A_COLOUR.fullmatch(kept):
        raise Refused(
            "Enter the colour as # and 6 figures or letters, like #1b2a49", about="colour"
        )
    found = contrast_with_white(kept)
    if found < LEAST:
        raise Refused(
            f"Enter a darker colour: white text on this one has a contrast of {found:.1f} to 1, "
            f"and it has to be at least {LEAST} to 1",
            about="colour",
        )
    return kept


def web_address(typed: str) -> str:
    """An address that a link may lead to: nothing but https."""
    if typed and not re.fullmatch(r"https://[^\s/?#\"'<>]+\.[^\s\"'<>]+", typed):
        raise Refused("Enter a web address that begins with https://", about="concern_address")
    return typed
