# SPDX-License-Identifier: MIT
"""Which right-hand names are worth comparing with each left-hand one: DuckDB over kept keys.

A name is found under its words, pairs of neighbouring words, the whole of it run together, and the
beginning and end of that; a word that the right side does not know, or hardly knows, is also looked
for one letter off. Keys that too many share are left out, so the work grows with the names and not
with their product. Keys are numbered in the order of their letters, so ties fall alike everywhere.
"""

from dataclasses import dataclass

import duckdb

from candour.linkage.rules.names import ALIAS

BATCH = 150_000
"""Left-hand rows at a time: what bounds the memory."""
BUDGET = 400_000_000
"""Pairs of keys that a run may touch before it asks less of common words."""
ENDS_SHARED_BY = 300
MET, LIKELIEST = 24, 5
"""Candidates of one name whose spelling is looked at, and how many of those may be compared in full."""
SPELLING, BEHIND, PART, SIBLING = 10_000, 5_000, 0.85, 20_000
"""What a like spelling is worth in thousandths of a bit, how far behind the best a candidate may be, and
what one with the same first word tells that is looked at however far behind: it may be a sibling."""
PREFIX, SUFFIX = 7, 8
SHORTEST, LONGEST = 4, 24
"""Letters of a word that is looked for one letter off."""
SIZES, ROWS = 15, 268_435_456
"""Of names that share as much, the shorter comes first; so many rows have room beside that."""


@dataclass(frozen=True)
class Limits:
    shared_by: int
    """a key that more names share is not looked under"""
    keys: int = 10
    """keys of one name that are looked under, the rarest first, and as many one letter off"""

    @classmethod
    def of(cls, names: int) -> "Limits":
        return cls(shared_by=max(200, min(600, names // 100)))


def prepare(connection: duckdb.DuckDBPyConnection, names: int) -> Limits:
    """Build the keys of both sides from `l_words` and `r_words`, one line a row."""
    connection.execute(LEFT_KEYS)
    connection.execute(MISSPELT)
    connection.execute(RIGHT_KEYS)
    limits = Limits.of(names)
    while limits.shared_by > ENDS_SHARED_BY and _touched(connection, limits) > BUDGET:
        limits = Limits(limits.shared_by // 2)
    connection.execute(LOOKED, {"shared_by": limits.shared_by, "keys": limits.keys})
    return limits


def find(connection: duckdb.DuckDBPyConnection, first: int, last: int) -> None:
    """Fill `candidates(l, r, tells)` for some left-hand rows, the likeliest first."""
    connection.execute(CANDIDATES, {"first": first, "last": last})


def _touched(connection: duckdb.DuckDBPyConnection, limits: Limits) -> int:
    asked = "SELECT coalesce(sum(shared), 0) FROM l_keys JOIN shared USING (key) WHERE shared <= ?"
    (touched,) = connection.execute(asked, [limits.shared_by]).fetchall()[0]
    return int(touched)


KEYS = f"""
WITH named AS (
    SELECT row, more, list_transform(string_split(words, '{ALIAS}'), lambda w: string_split(w, ' ')) AS aliases
    FROM {{side}}_words
)
SELECT row, len(aliases[1]) AS size, unnest(list_distinct(flatten(list_transform(aliases, lambda w:
    list_concat(w,
        list_transform(range(1, len(w)), lambda nth: w[nth] || w[nth + 1]),
        CASE WHEN len(w) > 2 THEN [array_to_string(w, '')] ELSE [] END,
        CASE WHEN len(array_to_string(w, '')) > {PREFIX} THEN ['<' || array_to_string(w, '')[:{PREFIX}]] ELSE [] END,
        CASE WHEN len(array_to_string(w, '')) > {SUFFIX} THEN ['>' || array_to_string(w, '')[-{SUFFIX}:]] ELSE [] END
    ))) || more)) AS key
FROM named
"""  # noqa: S608 - the sides are constants

LEFT_KEYS = f"""
CREATE OR REPLACE TABLE l_keys AS
SELECT row, key, 1.0::FLOAT AS part FROM ({KEYS.format(side="l")}) WHERE len(key) > 1
"""  # noqa: S608 - the same

SPOKEN = f"""
SELECT row, unnest(list_distinct(flatten(list_transform(
    list_transform(string_split(words, '{ALIAS}'), lambda w: string_split(w, ' ')),
    lambda w: list_concat(w, list_transform(range(1, len(w)), lambda nth: w[nth] || w[nth + 1]))
)))) AS word
FROM {{side}}_words
"""  # noqa: S608 - the sides are constants
"""Words, and pairs of words written together, which somebody may misspell."""

NEARLY = "list_transform(range(1, len(word) + 1), lambda place: hash(word[:place - 1] || word[place + 1:]))"
"""A word without each of its letters: two words one slip apart have one of these in common."""

MISSPELT = f"""
CREATE OR REPLACE TABLE r_known AS
    SELECT word, count(*) AS shared FROM ({SPOKEN.format(side="r")})
    WHERE len(word) BETWEEN {SHORTEST} AND {LONGEST} GROUP BY word;
CREATE OR REPLACE TABLE l_unknown AS
    SELECT DISTINCT word FROM ({SPOKEN.format(side="l")}) ANTI JOIN r_known USING (word)
    WHERE len(word) BETWEEN {SHORTEST} AND {LONGEST};
CREATE OR REPLACE TABLE halves AS
    SELECT DISTINCT unnest(flatten(list_transform(range(-1, 2), lambda more: [
        hash('<' || word[:(len(word) + more) // 2 - 1]), hash('>' || word[-((len(word) + more) // 2 - 1):])
    ]))) AS half FROM l_unknown;
CREATE OR REPLACE TABLE meant AS
WITH hopeful AS (
    SELECT word FROM r_known WHERE shared <= {ENDS_SHARED_BY}
        AND (hash('<' || word[:len(word) // 2 - 1]) IN (SELECT half FROM halves)
            OR hash('>' || word[-(len(word) // 2 - 1):]) IN (SELECT half FROM halves))
), l_near AS (
    SELECT word, unnest(list_distinct(list_append({NEARLY}, hash(word)))) AS near FROM l_unknown
), r_near AS (
    SELECT word, unnest(list_append({NEARLY}, hash(word))) AS near FROM hopeful
)
SELECT DISTINCT l_near.word AS typed, r_near.word AS meant FROM l_near JOIN r_near USING (near)
WHERE abs(len(l_near.word) - len(r_near.word)) <= 1;
INSERT INTO l_keys SELECT DISTINCT row, meant, 0.8::FLOAT FROM l_keys JOIN meant ON key = typed;
"""  # noqa: S608 - the sides are constants

RIGHT_KEYS = f"""
CREATE OR REPLACE TABLE wanted AS
    SELECT key, CAST(row_number() OVER (ORDER BY key) AS UINTEGER) AS number
    FROM (SELECT DISTINCT key FROM l_keys);
CREATE OR REPLACE TABLE r_keys AS
    SELECT number, CAST(least(size, {SIZES}) * {ROWS} + row AS UINTEGER) AS r
    FROM ({KEYS.format(side="r")}) JOIN wanted USING (key);
CREATE OR REPLACE TABLE shared AS
    SELECT key, number, shared FROM wanted
    JOIN (SELECT number, count(*) AS shared FROM r_keys GROUP BY number) USING (number);
"""  # noqa: S608 - the same

LOOKED = f"""
CREATE OR REPLACE TABLE looked AS
SELECT l_keys.row AS l, number, CAST(1000 * part * (25 - log2(shared)) AS INTEGER) AS tells
FROM l_keys JOIN shared USING (key)
WHERE shared <= CASE WHEN key[1] IN ('<', '>') THEN least({ENDS_SHARED_BY}, $shared_by) ELSE $shared_by END
QUALIFY row_number() OVER (PARTITION BY l_keys.row, part < 1 ORDER BY shared, key) <= $keys
"""  # noqa: S608 - the same

WHOLE = "replace(split_part({side}.words, '|', {nth}), ' ', '')"
ALIKE = [
    f"jaro_winkler_similarity({WHOLE.format(side='lw', nth=mine)}, {WHOLE.format(side='rw', nth=other)})"
    for mine, other in ((1, 1), (1, 2), (2, 1))
]
"""How alike two names are spelt, and a name and the second name of another."""

CANDIDATES = f"""
CREATE OR REPLACE TABLE candidates AS
WITH met AS (
    SELECT l, r, sum(tells) AS tells
    FROM looked JOIN r_keys USING (number) WHERE l BETWEEN $first AND $last GROUP BY l, r
), best AS (
    SELECT l, unnest(max(CAST(tells AS BIGINT) * 4294967296 + (4294967295 - r), {MET})) AS code
    FROM met GROUP BY l
), near AS (
    SELECT l, (4294967295 - (code % 4294967296)) % {ROWS} AS r, code FROM best
), spelt AS (
    SELECT l, r, code, code // 4294967296 + CAST({SPELLING} * CASE
        WHEN contains(lw.words, '{ALIAS}') OR contains(rw.words, '{ALIAS}') THEN greatest({", ".join(ALIKE)})
        ELSE {ALIKE[0]} END AS INTEGER) AS tells,
        code // 4294967296 >= {SIBLING} AND split_part(lw.words, ' ', 1) = split_part(rw.words, ' ', 1) AS sibling
    FROM near JOIN l_words lw ON lw.row = l JOIN r_words rw ON rw.row = r
)
SELECT l, r, tells FROM spelt
QUALIFY row_number() OVER (PARTITION BY l ORDER BY tells DESC, code DESC) <= {LIKELIEST}
    AND (sibling OR tells + {BEHIND} >= max(tells) OVER (PARTITION BY l)
        OR tells >= {PART} * max(tells) OVER (PARTITION BY l))
"""  # noqa: S608 - the same
