# SPDX-License-Identifier: MIT
"""`make bench-match-names`: spellings of one real company against the likest names of others, by name alone.

Names are joined by the company numbers that somebody typed beside them in published registers: pairs
with one number are one body; each name's likest names under other numbers are not. Companies are
dealt into two halves by a hash of their number: rules may be read against the first; the second is
the one to quote. Nothing is fitted here. Two numbers that bear one name, or are a slip of the finger
apart under like names, are one company typed wrong: nothing is asked about such a pair.
"""

import argparse
import csv
import gzip
import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bench import report
from bench.matching.generate import ROOT
from candour.linkage.models_on_file import PAIRS, Weights, model
from candour.linkage.rules.brands import Brands
from candour.linkage.rules.evidence import Side
from candour.linkage.rules.names import Name, parse
from candour.linkage.rules.numbers import company_number
from candour.linkage.rules.outcomes import CONNECTED, SAME, decide

Scorer = Callable[..., float]
REGISTERS = "shared/data/commons_interests"
CONTRACTS = "shared/data/contracts_finder_ocds"
LIKEST, LOOKED_AT, MOST_SPELLINGS = 3, 40, 3
SLIPS, ALIKE = 2, 80.0
SCORERS: tuple[Scorer, ...] = (
    fuzz.token_sort_ratio, fuzz.token_set_ratio, fuzz.WRatio,
)  # fmt: skip
SAYS_LITTLE = re.compile(r"\b(?:limited|ltd|plc|llp|the|company|co|cic|inc|and|of|for)\b|\s")
Companies = dict[str, list[str]]
"""Each number with the spellings of its company's name, no two alike but for marks and capitals."""


class Asked(NamedTuple):
    left: str
    right: str
    one_body: bool
    held_out: bool


class Figures(NamedTuple):
    pairs: int
    of_one_body: int
    precision: float
    recall: float
    f1: float
    connected: int
    """Pairs of one body that are given to a person to decide."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make bench-match-names", description=__doc__)
    parser.add_argument("--registers", nargs="*", type=Path, help="registers of interests, as CSV")
    parser.add_argument(
        "--packages", nargs="*", type=Path, help="OCDS and BODS, gzipped, one a line"
    )
    parser.add_argument(
        "--mistakes", action="store_true", help="print every wrong answer of the first half"
    )
    chosen = parser.parse_args(arguments)
    found = companies([
        *(row for path in _files(chosen.registers, REGISTERS, "*/*.csv") for row in registered(path)),
        *(row for path in _files(chosen.packages, CONTRACTS, "*.jsonl.gz") for row in packaged(path)),
    ])  # fmt: skip
    asked = questions(found)
    print(f"{len(found):,} companies, {len(asked):,} pairs of names\n")
    print(f"{'':34}{'F1':>7}{'P':>7}{'R':>7}{'pairs':>8}{'one body':>10}{'connected':>11}")
    kept = {}
    for held_out in (False, True):
        half = [one for one in asked if one.held_out == held_out]
        name = "held out" if held_out else "read while rules are written"
        kept[name] = {"Candour": _line(f"Candour, {name}", answered(half))._asdict()}
        for scorer in SCORERS:
            told = _line(f"RapidFuzz {scorer.__name__}", at_its_best(half, scorer))
            kept[name][scorer.__name__] = told._asdict()
        if chosen.mistakes and not held_out:
            _mistakes(half)
    written = report.write(
        ROOT / "build" / "bench-match-names", {"machine": report.machine(), **kept}
    )
    print(
        f"\nRapidFuzz has the threshold that is best on the very pairs. Figures: {written.relative_to(ROOT)}"
    )
    return 0


def _files(given: list[Path] | None, usual: str, kind: str) -> list[Path]:
    if given is not None:
        return sorted(given)
    found = [sorted((parent / usual).glob(kind)) for parent in ROOT.parents]
    every = next(filter(None, found), [])
    if not every:
        raise SystemExit(
            f"Check --registers and --packages: {usual} does not stand beside the project."
        )
    return every


def registered(path: Path) -> Iterator[tuple[str, str]]:
    """Names and numbers of donors that are no human being."""
    csv.field_size_limit(2**31 - 1)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row.get("DonorCompanyIdentifier") and row.get("DonorStatus") != "Individual":
                for column in ("DonorName", "DonorCompanyName"):
                    yield row[column] or "", row["DonorCompanyIdentifier"]


def packaged(path: Path) -> Iterator[tuple[str, str]]:
    """Names and numbers of parties to contracts, and of companies in statements of ownership."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            told = json.loads(line)
            for release in told.get("releases", ()):
                for party in release.get("parties", ()):
                    named = party.get("identifier") or {}
                    if "COH" in (named.get("scheme") or ""):
                        yield party.get("name") or "", str(named.get("id") or "")
            for number in told.get("identifiers", ()):
                if number.get("scheme") == "GB-COH" and told.get("name"):
                    yield told["name"], str(number.get("id") or "")


def plain(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", name.casefold()))


def core(name: str) -> str:
    return SAYS_LITTLE.sub("", plain(name.replace("&", " and ")))


def companies(rows: Iterable[tuple[str, str]]) -> Companies:
    spellings: dict[str, dict[str, str]] = defaultdict(dict)
    for name, said in sorted(set(rows)):
        number = company_number(said)
        if number and plain(name):
            spellings[number].setdefault(plain(name), name.strip())
    return {number: list(names.values()) for number, names in sorted(spellings.items())}


def held_out(number: str) -> bool:
    return bool(sha256(number.encode()).digest()[0] % 2)


def questions(found: Companies) -> list[Asked]:
    """Spellings of one company, a few of each, and each spelling's likest names of other companies."""
    every = [(name, number) for number, names in found.items() for name in names]
    texts = [plain(name) for name, _ in every]
    apart = _apart(found)
    asked = {}
    for number, names in found.items():
        for left, right in _some(names):
            asked[left, right] = Asked(left, right, one_body=True, held_out=held_out(number))
        for name in names:
            for other, theirs in _likest(name, number, every, texts, apart):
                pair = (min(name, other), max(name, other))
                asked.setdefault(pair, Asked(*pair, False, held_out(min(number, theirs))))
    return list(asked.values())


def _some(names: list[str]) -> list[tuple[str, str]]:
    """Pairs of spellings: a company that many people name should not count for many companies."""
    pairs = [(one, two) for at, two in enumerate(names) for one in names[:at]]
    pairs.sort(key=lambda pair: sha256("|".join(pair).encode()).digest())
    return pairs[:MOST_SPELLINGS]


def _likest(
    name: str,
    number: str,
    every: list[tuple[str, str]],
    texts: list[str],
    apart: Callable[[str, str], bool],
) -> Iterator[tuple[str, str]]:
    for scorer in SCORERS:
        near = process.extract(plain(name), texts, scorer=scorer, limit=LOOKED_AT)
        met = (every[place] for _, _, place in near)
        others = [
            (other, theirs)
            for other, theirs in met
            if apart(number, theirs) and not _slip(name, number, other, theirs)
        ]
        yield from others[:LIKEST]


def _slip(name: str, number: str, other: str, theirs: str) -> bool:
    """Whether two like names stand beside numbers a slip or two apart."""
    figures = [re.sub(r"\D", "", one) for one in (number, theirs)]
    return (
        OSA.distance(*figures) <= SLIPS and fuzz.token_set_ratio(plain(name), plain(other)) > ALIKE
    )


def _apart(found: Companies) -> Callable[[str, str], bool]:
    """Whether two numbers are two companies: none of their names is spelt alike."""
    first: dict[str, str] = {}
    root = {number: number for number in found}

    def of(number: str) -> str:
        while root[number] != number:
            number = root[number]
        return number

    for number, names in found.items():
        for name in map(core, names):
            root[of(number)] = of(first.setdefault(name, number))
    return lambda one, two: of(one) != of(two)


def answered(asked: list[Asked]) -> Figures:
    told = [(one.one_body, outcome) for one, outcome in _outcomes(asked)]
    found = sum(one_body and outcome == SAME for one_body, outcome in told)
    wrong = sum(not one_body and outcome == SAME for one_body, outcome in told)
    connected = sum(one_body and outcome == CONNECTED for one_body, outcome in told)
    return _figures(asked, found, wrong, connected)


def _outcomes(asked: list[Asked]) -> Iterator[tuple[Asked, str]]:
    known = model(PAIRS)
    weigh = Weights(known).__getitem__
    parsed: dict[str, Name] = {name: parse(name) for one in asked for name in (one.left, one.right)}
    brands = Brands(parsed.values())
    for one in asked:
        sides = Side(parsed[one.left]), Side(parsed[one.right])
        yield one, decide(*sides, known, weigh, brands).outcome


def at_its_best(asked: list[Asked], scorer: Scorer) -> Figures:
    judged = sorted(
        ((scorer(plain(one.left), plain(one.right)), one.one_body) for one in asked), reverse=True
    )
    best, found = _figures(asked, 0, 0, 0), 0
    for place, (bits, one_body) in enumerate(judged, start=1):
        found += one_body
        if place == len(judged) or judged[place][0] != bits:
            best = max(best, _figures(asked, found, place - found, 0), key=lambda one: one.f1)
    return best


def _figures(asked: list[Asked], found: int, wrong: int, connected: int) -> Figures:
    there = sum(one.one_body for one in asked)
    precision, recall = found / max(found + wrong, 1), found / max(there, 1)
    f1 = 2 * found / max(found + wrong + there, 1)
    return Figures(len(asked), there, precision, recall, f1, connected)


def _line(name: str, one: Figures) -> Figures:
    shares = f"{one.f1:7.3f}{one.precision:7.3f}{one.recall:7.3f}"
    print(f"{name:34}{shares}{one.pairs:8,}{one.of_one_body:10,}{one.connected:11,}", flush=True)
    return one


def _mistakes(asked: list[Asked]) -> None:
    for one, outcome in _outcomes(asked):
        if one.one_body != (outcome == SAME):
            print(
                f"  {'one body' if one.one_body else 'two'}, called {outcome}: {one.left} | {one.right}"
            )


if __name__ == "__main__":
    sys.exit(main())
