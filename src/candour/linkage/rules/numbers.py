# SPDX-License-Identifier: MIT
"""Numbers of bodies and postcodes, in one spelling each; what is no number is nothing."""

import re

SAID = re.compile(
    r"(?<![A-Z0-9])(?:NO)?(SC|NI|OC|SO|NC|IP|SP|RC|RS|FC|SF|NF|GE|GS|IC|SI|NP|NR|RO|R0|LP|SL|NL|CE|CS|SE|SA|ES|AC|BR)?"
    r"[\s-]?(\d{4,9})(R|A)?(?![A-Z0-9])"
)
"""Digits with the letters of a register before them, wherever they stand in what was typed."""
PLACEHOLDER = re.compile(r"^0*$|^(\d)\1{5,}$|^12345678?$|^01234567$")
POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b")
WHOLE = 8


def company_number(said: str) -> str:
    """Eight characters, however it was typed; nothing for what cannot be one.

    >>> company_number(" No. 7546773 "), company_number("sc 95000"), company_number("n/a")
    ('07546773', 'SC095000', '')
    """
    if len(said) == WHOLE and said.isascii() and said.isdigit() and not PLACEHOLDER.match(said):
        return said
    text = SAID.search(said.upper().replace(".0 ", " ").removesuffix(".0"))
    if not text:
        return ""
    letters, digits, end = text[1] or "", text[2], text[3] or ""
    if end:
        number = f"{letters or 'IP'}{digits.zfill(5)}{end}"
    else:
        number = letters + digits.lstrip("0").zfill(WHOLE - len(letters))
    return "" if len(number) != WHOLE or PLACEHOLDER.match(number) else number


def postcode(said: str) -> str:
    """The postcode in a text, with its one space.

    >>> postcode("1 High St, Aldminster, AL1  2bc"), postcode("Aldminster")
    ('AL1 2BC', '')
    """
    found = POSTCODE.search(said.upper())
    return f"{found[1]} {found[2]}" if found else ""
