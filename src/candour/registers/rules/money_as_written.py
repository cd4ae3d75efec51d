# SPDX-License-Identifier: MIT
"""An amount as people write it in a spreadsheet, read with its basis. Nothing is made up.

"£25pp" is 25 pounds a person; "approx £30" is an estimate of 30; "N/K" is no amount at all;
"1.234" is either of two numbers, so it is neither until the column itself says which.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from functools import lru_cache

from candour.registers.rules.accounting import POUNDS


class Basis(StrEnum):
    """How far an amount may be relied on."""

    EXACT = "exact"
    ROUNDED = "rounded"
    ESTIMATE = "estimate"
    PER_PERSON = "per person"
    BEFORE_TAX = "before tax"
    UNKNOWN = "unknown"
    """Somebody wrote that they do not know."""
    LIMIT = "limit"
    """Above or below a figure; the figure is not the amount."""
    RANGE = "range"
    BLANK = "blank"
    AMBIGUOUS = "ambiguous"
    UNCLEAR = "unclear"


UNDERSTOOD_WITHOUT_AMOUNT = frozenset({Basis.UNKNOWN, Basis.LIMIT, Basis.RANGE, Basis.BLANK})
NOT_UNDERSTOOD = frozenset({Basis.AMBIGUOUS, Basis.UNCLEAR})


class Marks(StrEnum):
    """Which mark stands before the pence in a column."""

    POINT = "point"
    COMMA = "comma"
    NOT_SAID = "not said"


@dataclass(frozen=True, slots=True)
class Money:
    """`pence` is empty where no amount can be told."""

    pence: int | None
    basis: Basis
    currency: str = POUNDS


_PLAIN = re.compile(r"(-?)(\d{1,12})(?:\.(\d)(\d)?)?", re.ASCII)
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_MINUSES = str.maketrans({"−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "＋": "+", "－": "-"})
_UNKNOWN = re.compile(
    r"-+|\?+|n\.?/?[ak]\.?|not? (known|stated|given|applicable|disclosed|available|specified)"
    r"|(value |cost |amount )?(is )?(un|not )known|unspecified|undisclosed|unsure|un-?valued"
    r"|(return )?pending|tb[ac]|to be (confirmed|advised)|no (monetary |commercial )?value( stated)?"
    r"|(value )?(not|un)[ -]?(determined|quantified|quantifiable|valued)|priceless|various"
)
_LIMIT = re.compile(
    r"(?:<=?|>=?|≤|≥|under|below|less than|up to|over|above|more than|in excess of|at least|at most"
    r"|no more than|not more than|min(?:imum)?|max(?:imum)?) ?[:.]?(?: of)? ?"
    r"(?:the )?(?:limit|threshold|[£$€]? ?[\d,.]+(?:k|m)?)(?: limit| threshold)?"
    r"|[£$€]? ?[\d,.]+ ?(?:\+|or (?:more|less|over|under)|and (?:over|under|above))"
    r"|nominal|minimal|negligible|below limit|low value"
)
_RANGE = re.compile(
    r"(?:between )?[£$€]? ?\d[\d,.]* ?[km]?(?: ?- ?| to | and )[£$€]? ?\d[\d,.]* ?[km]?"
)
_NIL = re.compile(r"[£$€]? ?(?:nil|zero|free(?: of charge)?|no charge|foc|no cost)")
_ABOUT = re.compile(
    r"^(?:approx(?:imately|\.)?|about|around|circa|c\.|c(?=[ £$€\d])|ca\.|est(?:imated?|\.)?"
    r"(?: (?:value|cost|at))?|roughly|~|≈)[ :]*"
    r"|[ ,(]*(?:approx(?:imately|\.)?|est(?:imated?|\.)?|estimate)\)?\.?$"
)
_EACH = re.compile(
    r"[ ,(]*(?:p\.?/?p\.?|per (?:person|head|guest|ticket|item|unit)|each|a head|ea\.?)\)?$"
)
_TAX = re.compile(
    r"[ ,(]*(?:(?P<gross>inc(?:l\.?|luding|\.)?)|(?:\+|ex(?:cl\.?|cluding|\.)?|plus|net of)) ?vat\)?$"
)
_CURRENCIES = {
    "£": "GBP", "gbp": "GBP", "sterling": "GBP", "pounds": "GBP", "pound": "GBP",
    "$": "USD", "us$": "USD", "usd": "USD", "us dollars": "USD", "dollars": "USD",
    "€": "EUR", "eur": "EUR", "euros": "EUR", "euro": "EUR",
    "chf": "CHF", "aud": "AUD", "a$": "AUD", "cad": "CAD", "ca$": "CAD", "jpy": "JPY", "¥": "JPY",
    "inr": "INR", "₹": "INR", "nok": "NOK", "sek": "SEK", "dkk": "DKK", "aed": "AED",
}  # fmt: skip
_SIGNS = "|".join(re.escape(sign) for sign in sorted(_CURRENCIES, key=len, reverse=True))
_BEFORE = re.compile(rf"^(-?) ?({_SIGNS}) ?")
_AFTER = re.compile(rf" ?({_SIGNS})$")
_TIMES = {"": 1, "k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}
_BIG = re.compile(r"(?<=\d) ?(k|m|bn|thousand|million|billion)$")
_WORDS = {"thousand": "k", "million": "m", "billion": "bn"}
_POINTS = re.compile(
    r"\d+(?:\.\d*)?|\.\d+|\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d{1,3}(?: \d{3})+(?:\.\d+)?"
)
_COMMAS = re.compile(
    r"\d+(?:,\d{1,2})?|\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d{1,3}(?: \d{3})+,\d{1,2}"
)
_TWO_WAYS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_SAYS_POINT = re.compile(r"\.\d{1,2}\D*$|,\d{3}(?:\.|\D|$)|\.\d{4,}\D*$")
_SAYS_COMMA = re.compile(r"\d,\d{1,2}\D*$|\.\d{3},")


def marks_of(written: Iterable[str]) -> Marks:
    """What the values of a column themselves say about points and commas."""
    point = comma = False
    for each in written:
        point = point or bool(_SAYS_POINT.search(each))
        comma = comma or bool(_SAYS_COMMA.search(each))
        if point and comma:
            return Marks.NOT_SAID
    return Marks.POINT if point else Marks.COMMA if comma else Marks.NOT_SAID


def money(written: object, marks: Marks = Marks.NOT_SAID) -> Money:
    """Read one cell."""
    if isinstance(written, str):
        return _text(written, marks)
    if isinstance(written, bool) or not isinstance(written, int | float):
        return Money(None, Basis.BLANK if written is None else Basis.UNCLEAR)
    return _rounded(Decimal(repr(written)), tolerance=Decimal("0.000001"))


@lru_cache(maxsize=50_000)
def _text(written: str, marks: Marks) -> Money:
    if found := _PLAIN.fullmatch(written):
        sign, pounds, tens, ones = found.groups(default="0")
        pence = int(pounds) * 100 + int(tens) * 10 + int(ones)
        return Money(-pence if sign == "-" else pence, Basis.EXACT)
    text = _SPACES.sub(" ", written.translate(_MINUSES)).strip().lower().strip("'\"* ")
    if not text:
        return Money(None, Basis.BLANK)
    for pattern, basis in ((_UNKNOWN, Basis.UNKNOWN), (_LIMIT, Basis.LIMIT), (_RANGE, Basis.RANGE)):
        if pattern.fullmatch(text):
            return Money(None, basis)
    if _NIL.fullmatch(text):
        return Money(0, Basis.EXACT)
    return _qualified(text, marks)


def _qualified(text: str, marks: Marks) -> Money:
    """Take the words around the number off, one kind after the other."""
    basis = Basis.EXACT
    if (tax := _TAX.search(text)) is not None:
        text = text[: tax.start()]
        basis = Basis.EXACT if tax["gross"] else Basis.BEFORE_TAX
    for pattern, says in (
        (_ABOUT, Basis.ESTIMATE),
        (_EACH, Basis.PER_PERSON),
        (_ABOUT, Basis.ESTIMATE),
    ):
        shorter = pattern.sub("", text, count=1)
        if shorter != text:
            text, basis = shorter, says
    number = _signed(text.strip(), marks)
    if number.pence is None or basis is Basis.EXACT:
        return number
    return Money(number.pence, basis, number.currency)


def _signed(text: str, marks: Marks) -> Money:
    negative = False
    if text.startswith("(") and text.endswith(")"):
        negative, text = True, text[1:-1].strip()
    for ending, turns in (("cr", True), ("dr", False), ("-", True)):
        if text.endswith(ending) and len(text) > len(ending):
            negative, text = negative != turns, text[: -len(ending)].strip()
            break
    text, currency = _currency(text)
    if text.startswith(("-", "+")):
        negative, text = negative != (text[0] == "-"), text[1:].strip()
    value = _number(text, marks)
    if value.pence is None:
        return value
    return Money(-value.pence if negative else value.pence, value.basis, currency)


def _currency(text: str) -> tuple[str, str]:
    if before := _BEFORE.match(text):
        return before[1] + text[before.end() :], _CURRENCIES[before[2]]
    if after := _AFTER.search(text):
        return text[: after.start()], _CURRENCIES[after[1]]
    return text, POUNDS


def _number(text: str, marks: Marks) -> Money:
    if re.fullmatch(r"\d{1,2}p", text):
        return Money(int(text[:-1]), Basis.EXACT)
    times = 1
    if big := _BIG.search(text):
        times = _TIMES[_WORDS.get(big[1], big[1])]
        text = text[: big.start()]
    if marks is Marks.COMMA and _COMMAS.fullmatch(text):
        text = text.replace(".", "").replace(" ", "").replace(",", ".")
    elif _TWO_WAYS.fullmatch(text) and marks is not Marks.POINT and times == 1:
        return Money(None, Basis.AMBIGUOUS)
    elif not _POINTS.fullmatch(text):
        return Money(None, Basis.AMBIGUOUS if _COMMAS.fullmatch(text) else Basis.UNCLEAR)
    plain = Decimal(text.replace(",", "").replace(" ", ""))
    return _rounded(plain * times, tolerance=Decimal(0))


def _rounded(pounds: Decimal, *, tolerance: Decimal) -> Money:
    """To the penny; what a computer added in its last digit is no rounding of ours."""
    if not pounds.is_finite():
        return Money(None, Basis.UNCLEAR)
    exact = pounds * 100
    pence = exact.quantize(Decimal(1), rounding=ROUND_HALF_EVEN)
    basis = Basis.EXACT if abs(exact - pence) <= tolerance * 100 else Basis.ROUNDED
    return Money(int(pence), basis)
