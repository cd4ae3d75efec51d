# SPDX-License-Identifier: MIT
"""A name cell taken apart: the name, other names of the same body, whom it stands for, what it adds.

Cells hold histories ("X LTD (FORMERLY Y) T/A Z [12345]"). They are parsed, never cleaned: each
part keeps what kind of name it is, and the raw text stays beside it.
"""

import html
import re
from typing import NamedTuple

MOST_LETTERS = 600
"""Past this a cell is prose; the name stands at its beginning."""


class Part(NamedTuple):
    kind: str
    """main, trading, former, bracket, parent, joint, via, event"""
    text: str


DIRTY = re.compile(
    r"""[()\[\]{}/|;&*"@#:]|Ã|â€|\d{5}|\s[-–—]\s"""
    r"""|\b(?:trading|t\.?a|tas|aka|dba|fka|form[ea]r?ly|previously|formally|was|incorporating|c\.?o|care|via"""
    r"""|behalf|hosted|courtesy|sponsored|guests?|a\.c|acc(?:oun)?t|inactive|dormant|dissolved|liquidation|part|now|known|box|suite|tickets?|table|dinner|lunch|hospitality)\b""",
    re.IGNORECASE,
)
"""Nothing of this in a cell: the cell is the name."""

REGION = 2
"""A bracket of one or two words may be a region; a longer one is a name."""
SHORTEST, LONGEST = 3, 8
"""Letters in a set of initials."""
NOT_WORDS = re.compile(r"[^\w&]+")
WORDS = re.compile(r"[^\W_]+")
MARKS = re.compile(r"[^A-Za-z0-9 ]|\d{5}")
FIVE = re.compile(r"\d{5}")
TELLING_WORDS = frozenset({
    "trading", "ta", "tas", "aka", "dba", "fka", "formerly", "formaly", "formely", "formarly", "previously", "formally", "was",
    "incorporating", "co", "care", "via", "behalf", "hosted", "courtesy", "sponsored", "guest", "guests", "acct", "account", "inactive",
    "dormant", "dissolved", "liquidation", "part", "now", "known", "box", "suite", "ticket", "tickets", "table", "dinner", "lunch",
    "hospitality", "ac",
})  # fmt: skip
"""Words that make a cell worth taking apart; `DIRTY` says the same with every mark."""
FORM = r"(?:ltd|limited|plc|llp|inc|cic|lrd)\b\.?"
TRADING = re.compile(
    r"""\b(?:t\s?[/.\\]\s?(?:as?|z|s)\b\.?(?=\W)|trading\s+(?:as|name(?:\s+of)?)\b|(?:also\s+)?known\s+as\b|a\.?k\.?a\b\.?"""
    r"""|operating\s+(?:as|under)\b|d/?b/?a\b|(?<=[(\[])\s*ta\b|(?<=ltd\s)tas?\b|(?<=limited\s)tas?\b|(?<=llp\s)tas?\b|ta/)""",
    re.IGNORECASE,
)
FORMER = re.compile(
    r"""(?:\bform[ea]r?ly(?:\s+(?:known\s+as|called|named))?\b|\bformally(?:\s+known\s+as)\b|(?<=[(\[])\s*formally\b|\bpreviously(?:\s+(?:known\s+as|called))?\b"""
    r"""|\bf/?k/?a\b|(?<=[(\[])\s*(?:was|n[eé]e|ex|late|old\s+name)\b|(?<=\bltd)\.?\s+was\b|(?<=\blimited)\s+was\b)""",
    re.IGNORECASE,
)
RENAMED = re.compile(
    r"(?:(?<=[(\[])\s*|(?<=ltd)\.?\s+|(?<=limited)\s+)now\b(?:\s+(?:known\s+as|called))?",
    re.IGNORECASE,
)
VIA = re.compile(
    r"\s*(?:\b(?:c\s?/\s?o|care\s+of|on\s+behalf\s+of|via|courtesy\s+of|sponsored\s+by|secretariat\s+to|operator\s+of|paid\s+by)\b|(?<=[(\[])\s*re\b:?|\bre:)\s*",
    re.IGNORECASE,
)
HOST = re.compile(
    r"^.{0,120}?\b(?:hosted\s+by|as\s+(?:a\s+)?guests?\s+of|guests?\s+of|organised\s+by)\b\s*",
    re.IGNORECASE,
)
VENUE = re.compile(
    r"^(?:(?:a|the|private|hospitality|executive)\s+)*(?:box|suite|table|tickets?|hospitality|lunch|dinner|day)\s+(?:at|for|to)\s+(?:the\s+)?",
    re.IGNORECASE,
)
BELONGS = re.compile(
    r"\b(?:(?:a\s+)?(?:part|member|subsidiary|division|brand)\s+of|owned\s+by|incorporating)\b",
    re.IGNORECASE,
)
STATUS = re.compile(
    r"[(\[]?\s*\b(?:inactive|dormant|(?:a\s+)?dormant\s+company|not\s+trading|dissolved|ceased\s+trading|in\s+liquidation|in\s+administration|do\s+not\s+use|closed)\b\s*[)\]]?",
    re.IGNORECASE,
)
ACCOUNT = re.compile(
    r"""\b(?:(?:client|office|general|business\s+rates|rent|non\s?rent|current|deposit)\s+)?(?:a/c|acct|account)s?\s*(?:no\.?\s?\d*)?\s*$""",
    re.IGNORECASE,
)
ON_ACCOUNT = re.compile(r"\bon\s+(?:a/c|acc(?:oun)?t)\b(?:\s+of)?", re.IGNORECASE)
NUMBER_SAID = re.compile(
    r"[,(\[]?\s*\b(?:(?:company|co|registered|reg(?:istration)?|charity|crn|vat|supplier|vendor|ref)\b[\s.:]*)+(?:(?:reg(?:istration)?|no|num(?:ber)?|charity)\b[\s.:]*)*#?\s*((?:[a-z]{2})?\d{4,9})\b\s*[)\]]?",
    re.IGNORECASE,
)
LOOSE_NUMBER = re.compile(
    r"(?!\(\s*(?:18|19|20)\d\d\s*\))[\[({#]\s*#?[a-z]{0,2}\d{3,12}\s*[\])}]?|(?<!\w)#?\d{5,12}\b",
    re.IGNORECASE,
)
BRACKET = re.compile(r"[(\[{]([^()\[\]{}]*)(?:[)\]}]|$)")
SLASH = re.compile(r"\s*(?:(?<=\w{3})/(?=\w{3})|(?<=\w{2})\s?/\s|\s/\s?(?=\w{2})|\|)\s*")
TAIL = re.compile(r"(?<=\w)\s+[-–—]\s+.*$")
FORM_ENDS = re.compile(rf"\b{FORM}\s*$", re.IGNORECASE)
FIGURES = re.compile(r"\d{3}")
SEPARATES = re.compile(r"[/|–—-]")
HAS_FORM = re.compile(rf"\b(?:{FORM}|company)", re.IGNORECASE)


def tidy(raw: str) -> str:
    """One line of text, with the accidents of copying undone and nothing else."""
    text = raw[: MOST_LETTERS * 2]
    for _ in range(2):
        text = html.unescape(text) if "&" in text and ";" in text else text
    if "Ã" in text or "â€" in text:
        text = _read_again(text)
    return " ".join(text.replace("\u200b", "").split())[:MOST_LETTERS]


def quick_words(raw: str) -> list[str] | None:
    """The words of a cell of nothing but letters, figures and spaces, as most are; else nothing."""
    if not raw.isascii() or len(raw) > MOST_LETTERS:
        return None
    text = raw.lower()
    if "&" in text or "'" in text:
        if not TELLING_WORDS.isdisjoint(text.replace("&", " ").replace("'", " ").split()):
            return None
        text = text.replace("&", " and ").replace("'", "")
    said = text.split()
    whole = "".join(said)
    if not whole.isalnum() or not TELLING_WORDS.isdisjoint(said):
        return None
    return None if not whole.isalpha() and FIVE.search(raw) else said


def is_plain(text: str) -> bool:
    """A quick way to know that a cell is the name and nothing else, as most are."""
    return not MARKS.search(text) and TELLING_WORDS.isdisjoint(text.lower().split())


def parts(raw: str) -> list[Part]:
    """The parts of a cell, the name itself first."""
    text = tidy(raw)
    if is_plain(text) or not DIRTY.search(text):
        return [Part("main", text)]
    said = frozenset(WORDS.findall(text.lower()))
    if not STATUS_SAID.isdisjoint(said):
        text = STATUS.sub(" ", text)
    if FIGURES.search(text):
        text = LOOSE_NUMBER.sub(" ", NUMBER_SAID.sub(" ", text))
    found: list[Part] = []
    if not OCCASION_SAID.isdisjoint(said):
        text = _host(text, found)
    text = _cut(
        text, found, [(kind, mark) for kind, mark, words in SPLITS if not words.isdisjoint(said)]
    )
    if "(" in text or "[" in text or "{" in text:
        text = _brackets(text, found)
    if SEPARATES.search(text) or "on" in said or not ACCOUNT_SAID.isdisjoint(said):
        text = _slashes(text, found)
    return [Part("main", _trimmed(text)), *(Part(kind, _trimmed(said)) for kind, said in found)]


def _read_again(text: str) -> str:
    """UTF-8 that was read as Windows text."""
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def _trimmed(text: str) -> str:
    return text.strip(' ,;:-–—/()[]{}.*"')


def _host(text: str, found: list[Part]) -> str:
    """The host named in a sentence about an occasion; a venue stays, as an occasion."""
    host = HOST.match(text)
    if host and host.end() < len(text):
        found.append(Part("event", text[: host.start()] or text[: host.end()]))
        return text[host.end() :]
    venue = VENUE.match(text)
    if venue and venue.end() < len(text):
        found.append(Part("event", text[venue.end() :]))
        return text
    return text


Mark = tuple[str, re.Pattern[str]]
SPLITS: tuple[tuple[str, re.Pattern[str], frozenset[str]], ...] = (
    ("trading", TRADING, frozenset({"t", "ta", "tas", "trading", "known", "a", "aka", "operating", "d", "db", "dba"})),
    ("former", FORMER, frozenset({
        "formerly", "formarly", "formely", "formaly", "formally", "previously", "f", "fk", "fka", "was", "nee", "née", "ex",
        "late", "old",
    })),
    ("former", RENAMED, frozenset({"now"})),
    ("via", VIA, frozenset({
        "c", "care", "behalf", "via", "courtesy", "sponsored", "secretariat", "operator", "paid", "re",
    })),
    ("parent", BELONGS, frozenset({"part", "member", "subsidiary", "division", "brand", "owned", "incorporating"})),
)  # fmt: skip
"""Marks, each with the words of which it needs one: to look for words is quicker than to look for marks."""
STATUS_SAID = frozenset({
    "inactive", "dormant", "trading", "dissolved", "ceased", "liquidation", "administration", "use", "closed",
})  # fmt: skip
OCCASION_SAID = frozenset({
    "hosted", "guest", "guests", "organised", "box", "suite", "table", "ticket", "tickets", "hospitality", "lunch", "dinner",
    "day",
})  # fmt: skip
ACCOUNT_SAID = frozenset({"a", "acct", "accts", "account", "accounts"})


def _cut(text: str, found: list[Part], marks: list[Mark]) -> str:
    """What follows "t/a", "formerly", "c/o" and the like, inside a bracket or to the end."""
    for kind, mark in marks:
        here = mark.search(text)
        while here and _trimmed(text[: here.start()]):
            start, end, opened = _reach(text, here, marks)
            found.append(Part(kind, text[here.end() : end]))
            text = f"{text[:start].rstrip('([{ ,')} {text[end + 1 if opened else end :]}".strip()
            here = mark.search(text)
    return text


def _reach(text: str, here: re.Match[str], marks: list[Mark]) -> tuple[int, int, bool]:
    """Where a part begins and ends: at its bracket, or at the next mark, or at the end."""
    before = max(text.rfind(bracket, 0, here.start() + 1) for bracket in "([{")
    opened = before >= 0 and not any(text.find(shut, before, here.start()) >= 0 for shut in ")]}")
    if opened:
        closes = [at for shut in ")]}" if (at := text.find(shut, here.end())) >= 0]
        return before, min(closes, default=len(text)), True
    ends = [other.start() for _, mark in marks if (other := mark.search(text, here.end() + 1))]
    return here.start(), min(ends, default=len(text)), False


def _brackets(text: str, found: list[Part]) -> str:
    """A bracket may hold another name, initials, a place or a word of the name itself."""
    for inside in BRACKET.findall(text):
        said = inside.strip()
        outside = text.replace(inside, " ", 1)
        if _is_a_name(said) or are_initials(said, outside):
            kind = "initials" if _stand_for_each_other(said, outside) else "bracket"
            found.append(Part(kind, said))
            text = re.sub(r"[(\[{]\s*[)\]}]?(?=\s|$)", " ", outside)
    return text


def _is_a_name(said: str) -> bool:
    return bool(HAS_FORM.search(said)) or len(said.split()) > REGION


def _stand_for_each_other(said: str, outside: str) -> bool:
    """A short form and its long one, either first: "BPI (British Recorded Music Industry)"."""
    name = FORM_ENDS.sub("", NOT_WORDS.sub(" ", outside).strip()).strip()
    return initials_of(said, name) or (len(name) <= LONGEST and " " not in name and " " in said)


def are_initials(said: str, outside: str) -> bool:
    """One word that stands for the words outside, or is written as only initials are."""
    if not said.isalnum() or len(said) < SHORTEST:
        return False
    if initials_of(said, outside):
        return True
    shouted = outside.isupper()
    return not shouted and len(said) <= LONGEST and sum(map(str.isupper, said)) >= SHORTEST


def initials_of(short: str, name: str) -> bool:
    """Whether the letters of one word begin the words of a name, in order.

    >>> initials_of("SOLT", "Society of London Theatre"), initials_of("OXFORD", "Toolmaster Ltd")
    (True, False)
    """
    short = short.casefold()
    found = [
        word
        for word in WORDS.findall(name.casefold())
        if word not in {"ltd", "limited", "plc", "the"}
    ]
    if not short.isalnum() or len(short) < SHORTEST or len(found) < 2:  # noqa: PLR2004 - initials stand for words
        return False
    telling = [word for word in found if word not in {"of", "and", "for", "in"}]
    return short in ("".join(word[0] for word in found), "".join(word[0] for word in telling))


def _slashes(text: str, found: list[Part]) -> str:
    text = ACCOUNT.sub(" ", text) if not ON_ACCOUNT.search(text) else text
    if TAIL.search(text) and FORM_ENDS.search(TAIL.sub("", text)):
        text = TAIL.sub("", text)
    on_account = ON_ACCOUNT.search(text)
    pieces = [piece for piece in SLASH.split(ON_ACCOUNT.sub(" ", text)) if _trimmed(piece)]
    if len(pieces) > 1:
        kind = "factored" if on_account else "joint"
        found.extend(Part(kind, piece) for piece in pieces)
        return " ".join(pieces)
    return text
