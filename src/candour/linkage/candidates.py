# SPDX-License-Identifier: MIT
"""Which right-hand names are worth comparing with each left-hand one: steps over kept keys, for any engine.

A name is found under its words, pairs of neighbouring words, the whole of it run together, and the
beginning and end of that; a word that the right side does not know, or hardly knows, is also looked
for one letter off. Keys that too many share are left out, so the work grows with the names and not
with their product. What is told is counted in whole numbers and ties fall by the letters of keys and
the order of rows, so every engine finds the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from candour.linkage.dialects import Dialect
from candour.linkage.keying import NUMBER
from candour.linkage.rules.names import ALIAS

BUDGET = 400_000_000
"""Pairs of keys that a run may touch before it asks less of common words."""
ENDS_SHARED_BY = 300
MET, LIKELIEST = 40, 5
"""Candidates of one name whose spelling is looked at, and how many of those may be compared in full."""
SPELLING, BEHIND, PART, SIBLING = 10_000, 5_000, 85, 20_000
"""What a like spelling is worth in thousandths of a bit, how far behind the best a candidate may be, what
share of it in hundredths suffices, and what one with the same first word tells that is looked at however
far behind: it may be a sibling."""
KNOWN, MISSPELT = 1_000, 800
"""Thousandths of what a key tells that count where it is spelt alike, and where it is a letter off."""
PREFIX, SUFFIX = 7, 8
SHORTEST, LONGEST = 4, 24
"""Letters of a word that is looked for one letter off."""
SIZES, ROWS = 15, 268_435_456
"""Of names that share as much, the shorter comes first; so many rows have room beside that."""
CODES = 4_294_967_296
"""So many rows and sizes have room beside what a candidate tells."""


@dataclass(frozen=True)
class Limits:
    shared_by: int
    """a key that more names share is not looked under"""
    keys: int = 10
    """keys of one name that are looked under, the rarest first, and as many one letter off"""

    @classmethod
    def of(cls, names: int) -> "Limits":
        return cls(shared_by=max(200, min(600, names // 5_000)))


class Step(NamedTuple):
    """A table that a question to those before it fills; no step changes what another has made."""

    table: str
    query: str


class Engine(Protocol):
    """What runs the steps; it knows `l_words` and `r_words`, one line a row."""

    @property
    def dialect(self) -> Dialect: ...
    def take(self, step: Step) -> None: ...
    def number(self, query: str) -> int: ...


def prepare(engine: Engine, names: int) -> Limits:
    """Build the keys of both sides, and say which of them are looked under."""
    speak = engine.dialect
    for step in (*left_keys(speak), *misspelt(speak), *right_keys(speak)):
        engine.take(step)
    limits = Limits.of(names)
    while limits.shared_by > ENDS_SHARED_BY and engine.number(touched(limits)) > BUDGET:
        limits = Limits(limits.shared_by // 2)
    engine.take(looked(speak, limits))
    engine.take(numbered(speak, limits))
    return limits


def touched(limits: Limits) -> str:
    return f"""
SELECT coalesce(sum(shared), 0) FROM l_keys JOIN shared USING (key) WHERE shared <= {limits.shared_by}
"""  # noqa: S608 - a number of ours


def aliases(speak: Dialect, side: str) -> Step:
    """Every alias of every name as its words, with how many words the first of the name has."""
    every = speak.split("words", ALIAS)
    return Step(
        f"{side}_aliases",
        f"SELECT row, {_size(speak)} AS size, {speak.a_row_each(every)} AS said FROM {side}_words",  # noqa: S608 - the sides are constants
    )


def _size(speak: Dialect) -> str:
    return speak.size(speak.split(f"split_part(words, '{ALIAS}', 1)", " "))


def _spoken(speak: Dialect, side: str) -> str:
    """Words, and each word written together with the next one."""
    said = speak.split("said", " ")
    pair = f"{speak.item('w', 'nth')} || {speak.item('w', 'nth + 1')}"
    pairs = speak.each("nth", speak.from_to_before("1", speak.size("w")), pair)
    return f"""
SELECT row, size, {speak.a_row_each(said)} AS key FROM {side}_aliases UNION ALL
SELECT row, size, {speak.a_row_each(pairs)} AS key FROM (SELECT row, size, {said} AS w FROM {side}_aliases)
"""  # noqa: S608 - the same


def _keys(speak: Dialect, side: str) -> str:
    """Every key of every name, a key perhaps more than once: one question a kind is quickest."""
    whole = f"(SELECT row, size, said, replace(said, ' ', '') AS w FROM {side}_aliases)"  # noqa: S608 - the same
    long = speak.letters("w")
    return f"""
{_spoken(speak, side)} UNION ALL
SELECT row, size, w AS key FROM {whole} WHERE {speak.letters("said")} > {long} + 1 UNION ALL
SELECT row, size, '<' || {speak.first("w", str(PREFIX))} AS key FROM {whole} WHERE {long} > {PREFIX} UNION ALL
SELECT row, size, '>' || {speak.last("w", str(SUFFIX))} AS key FROM {whole} WHERE {long} > {SUFFIX} UNION ALL
SELECT row, {_size(speak)} AS size, {speak.a_row_each("more")} AS key FROM {side}_words
"""  # noqa: S608 - the same


def left_keys(speak: Dialect) -> Iterator[Step]:
    yield aliases(speak, "l")
    yield Step(
        "l_spelt",
        f"SELECT DISTINCT row, key, {KNOWN} AS part FROM ({_keys(speak, 'l')}) "  # noqa: S608 - the same
        f"WHERE {speak.letters('key')} > 1",
    )


def _nearly(speak: Dialect, first: str, end: str) -> str:
    """A word without each of some of its letters: two words one slip apart have one of these in common."""
    rest = f"{speak.first('word', 'place - 1')} || {speak.beginning_at('word', 'place + 1')}"
    return speak.each("place", speak.from_to_before(first, end), speak.digest(rest))


def _halves(speak: Dialect, longer_by: str) -> tuple[str, str]:
    """The first half and the end of a word so much longer, past a slip in the other part."""
    size = f"({speak.letters('word')} + {longer_by})"
    said = f"CAST({size} AS STRING)"
    return (
        speak.digest(f"'<' || {said} || {speak.first('word', speak.over(size, 2))}"),
        speak.digest(f"'>' || {said} || {speak.last('word', _past_half(speak, size))}"),
    )


def _past_half(speak: Dialect, size: str) -> str:
    return f"({speak.over(f'({size} + 1)', 2)} - 1)"


def misspelt(speak: Dialect) -> Iterator[Step]:
    """Words of the left that the right does not know, beside those of the right one letter off."""
    fits = f"{speak.letters('key')} BETWEEN {SHORTEST} AND {LONGEST}"
    yield aliases(speak, "r")
    yield Step(
        "r_known",
        f"SELECT key AS word, count(*) AS shared FROM ({_spoken(speak, 'r')}) WHERE {fits} GROUP BY key",  # noqa: S608 - the same
    )
    yield Step(
        "l_unknown",
        f"SELECT DISTINCT key AS word FROM ({_spoken(speak, 'l')}) {speak.without} r_known ON key = word "  # noqa: S608 - the same
        f"WHERE {fits}",
    )
    both = speak.each("more", speak.from_to_before("-1", "2"), speak.list(*_halves(speak, "more")))
    yield Step(
        "halves",
        f"SELECT DISTINCT {speak.a_row_each(f'flatten({both})')} AS half FROM l_unknown",  # noqa: S608 - the same
    )
    yield Step("meant", _meant(speak))
    yield Step(
        "l_keys",
        f"""
SELECT row, key, part FROM l_spelt UNION ALL
SELECT DISTINCT row, meant AS key, {MISSPELT} AS part FROM l_spelt JOIN meant ON key = typed
""",  # noqa: S608 - the same
    )


def _meant(speak: Dialect) -> str:
    """A word of the right leaves out letters only where its other half is one that the left knows."""
    begins, ends = _halves(speak, "0")
    letters = speak.letters("word")
    half, whole = speak.over(letters, 2), speak.list(speak.digest("word"))
    every = speak.together(_nearly(speak, "1", f"{letters} + 1"), whole)
    front = speak.together(_nearly(speak, "1", f"{half} + 1"), whole)
    back = speak.together(_nearly(speak, f"{half} + 1", f"{letters} + 1"), whole)
    some = f"r_known WHERE shared <= {ENDS_SHARED_BY} AND"
    return f"""
WITH l_near AS (
    SELECT word, {speak.a_row_each(every)} AS near FROM l_unknown
), r_near AS (
    SELECT word, {speak.a_row_each(back)} AS near FROM {some} {begins} IN (SELECT half FROM halves) UNION ALL
    SELECT word, {speak.a_row_each(front)} AS near FROM {some} {ends} IN (SELECT half FROM halves)
)
SELECT DISTINCT l_near.word AS typed, r_near.word AS meant FROM l_near JOIN r_near USING (near)
WHERE abs({speak.letters("l_near.word")} - {speak.letters("r_near.word")}) <= 1
"""  # noqa: S608 - the same


def right_keys(speak: Dialect) -> Iterator[Step]:
    """The keys of the right that the left has too, and how many names share each."""
    yield Step(
        "wanted",
        f"SELECT key, {speak.numbered('key')} AS number FROM (SELECT DISTINCT key FROM l_keys)",  # noqa: S608 - the same
    )
    code = f"CAST(least(size, {SIZES}) AS BIGINT) * {ROWS} + row"
    yield Step(
        "r_keys",
        f"SELECT DISTINCT number, CAST({code} AS {speak.code}) AS r FROM ({_keys(speak, 'r')}) "  # noqa: S608 - the same
        "JOIN wanted USING (key)",
    )
    yield Step(
        "shared",
        "SELECT key, number, shared FROM wanted "
        "JOIN (SELECT number, count(*) AS shared FROM r_keys GROUP BY number) USING (number)",
    )


def looked(speak: Dialect, limits: Limits) -> Step:
    """The keys that are looked under, with what each tells in thousandths of a bit."""
    tells = speak.rounded("part * (25 - log2(shared))")
    ends = min(ENDS_SHARED_BY, limits.shared_by)
    first = speak.first("key", "1")
    return Step(
        "looked",
        f"""
SELECT l, number, tells FROM (
    SELECT l_keys.row AS l, number, {tells} AS tells,
        row_number() OVER (PARTITION BY l_keys.row, part < {KNOWN} ORDER BY shared, key) AS nth
    FROM l_keys JOIN shared USING (key)
    WHERE shared <= CASE WHEN {first} IN ('<', '>') THEN {ends} ELSE {limits.shared_by} END
) WHERE nth <= {limits.keys}
""",  # noqa: S608 - the same
    )


def numbered(speak: Dialect, limits: Limits) -> Step:
    """Rows of both sides that have one number, unless it is no number of one body."""
    return Step(
        "numbered",
        f"""
SELECT DISTINCT row AS l, r % {ROWS} AS r, 1 AS same
FROM l_keys JOIN shared USING (key) JOIN r_keys USING (number)
WHERE shared <= {limits.shared_by} AND {speak.first("key", "1")} = '{NUMBER}'
""",  # noqa: S608 - the same
    )


def candidates(speak: Dialect, some: str = "TRUE") -> Step:
    """The likeliest of the right for some rows of the left, with what they tell.

    Whoever has the same number is always among them: a company that took another name keeps it.
    """
    spelt = speak.rounded(f"{SPELLING} * ({speak.likest('lw.words', 'rw.words')})")
    told, most = speak.over("code", CODES), speak.over(speak.item("codes", "1"), CODES)
    return Step(
        "candidates",
        f"""
WITH met AS (
    SELECT l, r, sum(tells) AS tells FROM looked JOIN r_keys USING (number) WHERE {some} GROUP BY l, r
), best AS (
    SELECT l, {speak.greatest(f"CAST(tells AS BIGINT) * {CODES} + ({CODES - 1} - r)", MET)} AS codes
    FROM met GROUP BY l
), one AS (
    SELECT l, {most} AS most, {speak.a_row_each("codes")} AS code FROM best
), near AS (
    SELECT l, ({CODES - 1} - (code % {CODES})) % {ROWS} AS r, code, {told} AS told, most FROM one
), likely AS (
    SELECT l, r, code, told, same IS NOT NULL AS numbered FROM near LEFT JOIN numbered USING (l, r)
    WHERE same IS NOT NULL OR told >= {SIBLING} OR told + {SPELLING + BEHIND} >= most
        OR 100 * (told + {SPELLING}) >= {PART} * most
), spelt AS (
    SELECT l, r, code, told + {spelt} AS tells, numbered, CASE WHEN told < {SIBLING} THEN FALSE
        ELSE split_part(lw.words, ' ', 1) = split_part(rw.words, ' ', 1) END AS sibling
    FROM likely JOIN l_words lw ON lw.row = l JOIN r_words rw ON rw.row = r
)
SELECT l, r, tells FROM (
    SELECT l, r, tells, sibling OR numbered AS kept, max(tells) OVER (PARTITION BY l) AS most,
        row_number() OVER (PARTITION BY l ORDER BY numbered DESC, tells DESC, code DESC) AS nth
    FROM spelt
) WHERE nth <= {LIKELIEST}
    AND (kept OR tells + {BEHIND} >= most OR 100 * tells >= {PART} * most)
""",  # noqa: S608 - the same
    )


OFTEN = 20
"""A word that more names of a run hold than this may tell less there than it does elsewhere."""


def words_seen(speak: Dialect) -> str:
    """Words that many names of this run hold, and how many."""
    every = speak.a_row_each(speak.split(f"replace(words, '{ALIAS}', ' ')", " "))
    return (
        f"SELECT word, count(*) AS often FROM (SELECT {every} AS word FROM r_words) "  # noqa: S608 - the same
        f"GROUP BY word HAVING count(*) > {OFTEN} ORDER BY word"
    )
