# SPDX-License-Identifier: MIT
"""`make bench-match-public`: additive weights on public sets of people and restaurants, beside published figures.

Half of the bodies teach the weights and the threshold, the other half are measured, so nothing is
fitted on what it is judged by. True pairs that no block holds count as missed.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import duckdb
from rapidfuzz.distance import OSA, JaroWinkler

from bench import report
from bench.matching.generate import ROOT
from candour.linkage.rules.evidence import Model
from candour.linkage.rules.fitting import Pair, fit

EDGES = (0.6, 0.7, 0.8, 0.88, 0.94, 0.9999)
"""Steps of likeness, 0 to 1; a field that is missing on a side says nothing."""
BASE = "shared/data/linkage"
ENOUGH = 20_000
"""Pairs that teach as much as more would."""


@dataclass(frozen=True)
class PublicSet:
    name: str
    rows: str
    """SQL of records: `id`, `body`, `side`, and the fields"""
    fields: tuple[str, ...]
    blocks: tuple[str, ...]
    published: str


FEBRL = """
SELECT trim(rec_id) AS id, regexp_extract(rec_id, 'rec-(\\d+)', 1) AS body, 1 AS side, nullif(trim(given_name), '') AS given,
    nullif(trim(surname), '') AS surname, nullif(trim(address_1), '') AS street, nullif(trim(suburb), '') AS suburb, nullif(trim(postcode), '') AS postcode,
    nullif(trim(date_of_birth), '') AS born, nullif(trim(soc_sec_id), '') AS number
FROM read_csv('{folder}/%s', all_varchar = true, header = true)
"""
FEBRL_FIELDS = ("given", "surname", "street", "suburb", "postcode", "born", "number")
FEBRL_BLOCKS = (
    "surname",
    "given || postcode",
    "born",
    "number",
    "street",
    "suburb || left(given, 3)",
)
SETS = (
    PublicSet(
        "FEBRL 1",
        FEBRL % "febrl_dataset1.csv",
        FEBRL_FIELDS,
        FEBRL_BLOCKS,
        "none for this set; FEBRL 4: .999 (Splink's model)",
    ),
    PublicSet(
        "FEBRL 3",
        FEBRL % "febrl_dataset3.csv",
        FEBRL_FIELDS,
        FEBRL_BLOCKS,
        "none for this set; FEBRL 4: .999 (Splink's model)",
    ),
    PublicSet(
        "Fodors-Zagats",
        """
        WITH truth AS (SELECT fodors_id AS f, zagats_id AS z FROM read_csv('{folder}/em_matches_fodors_zagats.csv'))
        SELECT 'f' || id AS id, coalesce('b' || f, 'f' || id) AS body, 1 AS side, name, addr, city,
            regexp_replace(phone, '\\D', '', 'g') AS phone FROM read_csv('{folder}/em_fodors.csv') LEFT JOIN truth ON f = id
        UNION ALL
        SELECT 'z' || id, coalesce('b' || f, 'z' || id), 2, name, addr, city,
            regexp_replace(phone, '\\D', '', 'g') FROM read_csv('{folder}/em_zagats.csv') LEFT JOIN truth ON z = id
        """,
        ("name", "addr", "city", "phone"),
        ("phone", "left(name, 4)", "left(addr, 8)", "split_part(name, ' ', 1)"),
        "1.00 (Magellan, DeepMatcher, Ditto; recalled, not checked)",
    ),
    PublicSet(
        "fake_1000",
        """
        SELECT CAST(unique_id AS VARCHAR) AS id, CAST(cluster AS VARCHAR) AS body, 1 AS side, lower(first_name) AS given,
            lower(surname) AS surname, dob AS born, lower(city) AS city, lower(email) AS email
        FROM read_csv('{folder}/fake_1000.csv', all_varchar = true)
        """,
        ("given", "surname", "born", "city", "email"),
        ("given", "surname", "born", "email", "left(email, 6)", "city || left(surname, 2)"),
        "a chart only (Splink's tutorial)",
    ),
    PublicSet(
        "historical 50k",
        """
        SELECT unique_id AS id, cluster AS body, 1 AS side, first_name AS given, surname, dob AS born, birth_place AS place,
            postcode_fake AS postcode, occupation FROM '{folder}/historical_figures_with_errors_50k.parquet'
        """,
        ("given", "surname", "born", "place", "postcode", "occupation"),
        (
            "given || surname",
            "surname || born",
            "given || born",
            "postcode",
            "left(given, 3) || left(surname, 4) || place",
            "born || place",
        ),
        ".743 pairs, .828 clusters (Splink 5, its documentation's model, without labels)",
    ),
)


class Judged(NamedTuple):
    bits: float
    one_body: bool


class Result(NamedTuple):
    f1: float
    precision: float
    recall: float
    missed: float
    """share of true pairs that no block holds"""


Split = Callable[[str], bool]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make bench-match-public", description=__doc__)
    parser.add_argument("--data", default="", help="the folder with the public sets")
    parser.add_argument("--only", default="")
    chosen = parser.parse_args(arguments)
    places = [Path(chosen.data)] if chosen.data else [parent / BASE for parent in ROOT.parents]
    folder = next((place for place in places if place.is_dir()), None)
    if folder is None:
        raise SystemExit(f"Check --data: there is no folder {places[0]}.")
    print(f"{'':16}{'F1':>7}{'P':>7}{'R':>7}{'unblocked':>11}  published")
    found = {}
    for one in SETS:
        if chosen.only.lower() in one.name.lower():
            result = measure(one, folder)
            found[one.name] = result._asdict()
            print(
                f"{one.name:16}{result.f1:7.3f}{result.precision:7.3f}{result.recall:7.3f}{result.missed:11.3f}  {one.published}",
                flush=True,
            )
    written = report.write(
        ROOT / "build" / "bench-match-public", {"machine": report.machine(), **found}
    )
    print(f"Figures: {written.relative_to(ROOT)}")
    return 0


def measure(one: PublicSet, folder: Path) -> Result:
    """Learn from one half of the bodies, measure on the other."""
    with duckdb.connect() as connection:
        connection.execute(
            f"CREATE TABLE records AS SELECT *, row_number() OVER (ORDER BY id) AS row FROM ({one.rows.format(folder=folder)})"  # noqa: S608 - our own SQL
        )
        records = connection.execute(
            f"SELECT row, body, {', '.join(one.fields)} FROM records"  # noqa: S608 - our own SQL
        ).fetchall()
        pairs = connection.execute(_blocked(one)).fetchall()
        there = connection.execute(
            "SELECT hash(a.body) % 2 AS half, count(*) FROM records a JOIN records b"
            " ON a.body = b.body AND a.row < b.row GROUP BY half"
        ).fetchall()
        halves = dict(
            connection.execute("SELECT DISTINCT body, hash(body) % 2 FROM records").fetchall()
        )
    known = {row: (body, values) for row, body, *values in records}
    model = _empty(one.fields)
    learn: list[Pair] = []
    judge: list[Pair] = []
    for left, right in pairs:
        (body, mine), (other, theirs) = known[left], known[right]
        pair = Pair(_slots(one.fields, mine, theirs, model), 0.0, body == other)
        if halves[body] == halves[other]:
            (judge if halves[body] else learn).append(pair)
    taught = learn[:: max(1, len(learn) // ENOUGH)]
    prior, bits = fit(taught, model, frozenset(one.fields))
    totals = dict(there)
    said = [_said(some, prior, bits) for some in (learn, judge)]
    threshold = _best(said[0], totals.get(0, 0))
    return _measured(said[1], totals.get(1, 0), threshold)


def _blocked(one: PublicSet) -> str:
    sides = "a.side < b.side" if one.name == "Fodors-Zagats" else "a.row < b.row"
    keys = [
        f"SELECT a.row, b.row FROM (SELECT row, side, {block} AS key FROM records) a"  # noqa: S608 - our own SQL
        f" JOIN (SELECT row, side, {block} AS key FROM records) b ON a.key = b.key AND {sides} WHERE length(a.key) > 2"
        for block in one.blocks
    ]
    return f"SELECT DISTINCT * FROM ({' UNION ALL '.join(keys)}) ORDER BY ALL"  # noqa: S608 - our own SQL


def _empty(fields: tuple[str, ...]) -> Model:
    steps = tuple(4.0 * at / len(EDGES) - 2.0 for at in range(len(EDGES) + 1))
    return Model(
        "public", -4.0, dict.fromkeys(fields, EDGES), dict.fromkeys(fields, steps), {}, {}, {}
    )


def _slots(
    fields: tuple[str, ...], mine: Sequence[str | None], other: Sequence[str | None], model: Model
) -> tuple[tuple[str, int], ...]:
    return tuple(
        (name, model.place(name, _likeness(one, two)))
        for name, one, two in zip(fields, mine, other, strict=True)
        if one and two
    )


def _likeness(one: str, two: str) -> float:
    if one == two:
        return 1.0
    if one.replace("-", "").isdigit():
        return min(0.99, OSA.normalized_similarity(one, two))
    return min(0.99, JaroWinkler.normalized_similarity(one, two))


def _said(pairs: list[Pair], prior: float, bits: dict[str, list[float]]) -> list[Judged]:
    judged = [
        Judged(prior + sum(bits[name][at] for name, at in pair.slots), pair.one_body)
        for pair in pairs
    ]
    return sorted(judged, reverse=True)


def _best(judged: list[Judged], there: int) -> float:
    best, correct = (0.0, 0.0), 0
    for count, one in enumerate(judged, start=1):
        correct += one.one_body
        best = max(best, (2 * correct / (count + there), one.bits))
    return best[1]


def _measured(judged: list[Judged], there: int, threshold: float) -> Result:
    taken = [one for one in judged if one.bits >= threshold]
    correct = sum(one.one_body for one in taken)
    blocked = sum(one.one_body for one in judged)
    precision, recall = correct / max(len(taken), 1), correct / max(there, 1)
    return Result(
        2 * correct / max(len(taken) + there, 1), precision, recall, 1 - blocked / max(there, 1)
    )


if __name__ == "__main__":
    sys.exit(main())
