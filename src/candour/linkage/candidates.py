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
MET, LIKELIEST = 24, 5
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
        return cls(shared_by=max(200, min(600, names // 100)))


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
    return limits


def touched(limits: Limits) -> str:
    return f"""
SELECT coalesce(sum(shared), 0) FROM l_keys JOIN shared USING (key) WHERE shared <= {limits.shared_by}
"""  # noqa: S608 - a number of ours


def _aliases(speak: Dialect) -> str:
    """The aliases of a name, each as its words."""
    return speak.each("w", speak.split("words", ALIAS), speak.split("w", " "))


def _neighbours(speak: Dialect) -> str:
    """Each word with the next one, written together."""
    pair = f"{speak.item('w', 'nth')} || {speak.item('w', 'nth + 1')}"
    return speak.each("nth", speak.from_to_before("1", speak.size("w")), pair)


def _keys(speak: Dialect, side: str) -> str:
    none, whole = speak.list(), speak.joined("w")
    long = speak.letters(whole)
    begins = speak.list(f"'<' || {speak.first(whole, str(PREFIX))}")
    ends = speak.list(f"'>' || {speak.last(whole, str(SUFFIX))}")
    every = speak.together(
        "w",
        _neighbours(speak),
        f"CASE WHEN {speak.size('w')} > 2 THEN {speak.list(whole)} ELSE {none} END",
        f"CASE WHEN {long} > {PREFIX} THEN {begins} ELSE {none} END",
        f"CASE WHEN {long} > {SUFFIX} THEN {ends} ELSE {none} END",
    )
    said = speak.together(f"flatten({speak.each('w', 'aliases', every)})", "more")
    return f"""
SELECT row, {speak.size(speak.item("aliases", "1"))} AS size,
    {speak.a_row_each(speak.distinct(said))} AS key
FROM (SELECT row, more, {_aliases(speak)} AS aliases FROM {side}_words)
"""  # noqa: S608 - the sides are constants


def left_keys(speak: Dialect) -> Iterator[Step]:
    yield Step(
        "l_spelt",
        f"SELECT row, key, {KNOWN} AS part FROM ({_keys(speak, 'l')}) "  # noqa: S608 - the same
        f"WHERE {speak.letters('key')} > 1",
    )


def _spoken(speak: Dialect, side: str) -> str:
    """Words, and pairs of words written together, which somebody may misspell."""
    said = speak.each("w", _aliases(speak), speak.together("w", _neighbours(speak)))
    every = speak.distinct(f"flatten({said})")
    return f"SELECT row, {speak.a_row_each(every)} AS word FROM {side}_words"  # noqa: S608 - the same


def _nearly(speak: Dialect) -> str:
    """A word without each of its letters: two words one slip apart have one of these in common."""
    rest = f"{speak.first('word', 'place - 1')} || {speak.beginning_at('word', 'place + 1')}"
    places = speak.from_to_before("1", f"{speak.letters('word')} + 1")
    return speak.each("place", places, speak.digest(rest))


def _halves(speak: Dialect, longer_by: str) -> tuple[str, str]:
    """The beginning and the end of a word, each a letter less than half of a word so much longer."""
    size = f"({speak.letters('word')} + {longer_by})"
    count = f"({speak.over(size, 2)} - 1)"
    return (
        speak.digest(f"'<' || {speak.first('word', count)}"),
        speak.digest(f"'>' || {speak.last('word', count)}"),
    )


def misspelt(speak: Dialect) -> Iterator[Step]:
    """Words of the left that the right does not know, beside those of the right one letter off."""
    fits = f"{speak.letters('word')} BETWEEN {SHORTEST} AND {LONGEST}"
    yield Step(
        "r_known",
        f"SELECT word, count(*) AS shared FROM ({_spoken(speak, 'r')}) WHERE {fits} GROUP BY word",  # noqa: S608 - the same
    )
    yield Step(
        "l_unknown",
        f"SELECT DISTINCT word FROM ({_spoken(speak, 'l')}) {speak.without} r_known USING (word) "  # noqa: S608 - the same
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
    begins, ends = _halves(speak, "0")
    near = speak.together(_nearly(speak), speak.list(speak.digest("word")))
    return f"""
WITH hopeful AS (
    SELECT word FROM r_known WHERE shared <= {ENDS_SHARED_BY}
        AND ({begins} IN (SELECT half FROM halves) OR {ends} IN (SELECT half FROM halves))
), l_near AS (
    SELECT word, {speak.a_row_each(speak.distinct(near))} AS near FROM l_unknown
), r_near AS (
    SELECT word, {speak.a_row_each(near)} AS near FROM hopeful
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
        f"SELECT number, CAST({code} AS {speak.code}) AS r FROM ({_keys(speak, 'r')}) "  # noqa: S608 - the same
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


def candidates(speak: Dialect, some: str = "TRUE") -> Step:
    """The likeliest of the right for some rows of the left, with what they tell.

    Whoever has the same number is always among them: a company that took another name keeps it.
    """
    spelt = speak.rounded(f"{SPELLING} * ({speak.likest('lw.words', 'rw.words')})")
    told = speak.over("code", CODES)
    return Step(
        "candidates",
        f"""
WITH met AS (
    SELECT l, r, sum(tells) AS tells FROM looked JOIN r_keys USING (number) WHERE {some} GROUP BY l, r
), best AS (
    SELECT l, {speak.greatest(f"CAST(tells AS BIGINT) * {CODES} + ({CODES - 1} - r)", MET)} AS codes
    FROM met GROUP BY l
), one AS (
    SELECT l, {speak.a_row_each("codes")} AS code FROM best
), near AS (
    SELECT l, ({CODES - 1} - (code % {CODES})) % {ROWS} AS r, code FROM one
), spelt AS (
    SELECT l, r, code, {told} + {spelt} AS tells,
        {told} >= {SIBLING} AND split_part(lw.words, ' ', 1) = split_part(rw.words, ' ', 1) AS sibling,
        {speak.in_common("lw.more", "rw.more", NUMBER)} AS numbered
    FROM near JOIN l_words lw ON lw.row = l JOIN r_words rw ON rw.row = r
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
