# SPDX-License-Identifier: MIT
"""Declarations and suppliers of any size from a seed: the same seed gives the same bytes.

    python -m bench.matching.generate FOLDER --left 10000 --right 100000 --seed 1

The truth and the corruptions stand in `truth.csv`; `entities.csv` says which supplier rows are one body.
"""

import argparse
import csv
import gzip
import random
from collections.abc import Iterator
from pathlib import Path

from bench.matching.corruptions import declared
from bench.matching.county import Body, Names, bodies, in_case, with_form

ROOT = Path(__file__).resolve().parents[2]
BASE = "shared/data/uk_organisation_names.txt.gz"
MASKS = ("REDACTED", "PERSONAL DATA", "THIRD PARTY PAYMENT {:05d}", "Redacted personal information")
BANKS = ("BIGBANK", "NORTHERN FACTORS", "ALDBANK INVOICE FINANCE")


def base_names(path: str = "") -> list[str]:
    """Names of real organisations, for their skew; they stay out of the repository."""
    places = [Path(path)] if path else [parent / BASE for parent in ROOT.parents]
    for place in places:
        if place.is_file():
            with gzip.open(place, "rt", encoding="utf-8") as file:
                return file.read().split("\n")[:-1]
    raise SystemExit(f"Check --names: {places[0]} is not there. It is one name a line, gzip.")


def generate(
    folder: Path, left: int, right: int, seed: int, base: list[str], dirt: float = 1.0
) -> None:
    """Write left.csv, right.csv, truth.csv and entities.csv."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed + 1)  # noqa: S311 - a benchmark
    names = Names(base, random.Random(seed))  # noqa: S311 - a benchmark
    taken: set[str] = set()
    seen: set[int] = set()
    known = list(bodies(names, round(right / 1.03), taken))
    with (
        (folder / "right.csv").open("w", encoding="utf-8", newline="") as file,
        (folder / "entities.csv").open("w", encoding="utf-8", newline="") as truth,
    ):
        rows, entities = csv.writer(file), csv.writer(truth)
        rows.writerow(("id", "name", "number", "street", "town", "postcode"))
        entities.writerow(("id", "entity", "group", "tag"))
        for number, (row, body, tag) in enumerate(_suppliers(known, right, chance, dirt)):
            rows.writerow((f"s{number}", *row))
            if body:
                seen.add(body.number)
            entities.writerow(
                (f"s{number}", body.number if body else "", body.group if body else "", tag)
            )
    with (
        (folder / "left.csv").open("w", encoding="utf-8", newline="") as file,
        (folder / "truth.csv").open("w", encoding="utf-8", newline="") as truth,
    ):
        rows, answers = csv.writer(file), csv.writer(truth)
        rows.writerow(("id", "name", "town", "postcode"))
        answers.writerow(("id", "entity", "group", "tags"))
        for number, (row, entity, group, tags) in enumerate(
            _declarations(known, bodies(names, left, taken), left, chance, dirt)
        ):
            rows.writerow((f"d{number}", *row))
            found = bool(entity) and int(entity) in seen  # else its only row is masked
            answers.writerow(
                (f"d{number}", entity if found else "", group if found else "", "|".join(tags))
            )


def _suppliers(
    known: list[Body], count: int, chance: random.Random, dirt: float
) -> Iterator[tuple[tuple[str, ...], Body | None, str]]:
    order = known + [chance.choice(known) for _ in range(count - len(known))]
    chance.shuffle(order)
    for body in order:
        name = in_case(with_form(body.name, chance), chance)
        if body.trading and chance.random() < 0.5:  # noqa: PLR2004 - the recipe
            name = f"{name} T/A {body.trading.upper()}"
        name, tag = _dirty(name, known, chance, dirt)
        told = (
            name,
            body.company if chance.random() < 0.70 else "",  # noqa: PLR2004 - the recipe
            body.street,
            body.town if chance.random() < 0.95 else "",  # noqa: PLR2004 - the recipe
            body.postcode if chance.random() < 0.92 else "",  # noqa: PLR2004 - the recipe
        )
        yield told, None if tag == "masked" else body, tag


def _dirty(name: str, known: list[Body], chance: random.Random, dirt: float) -> tuple[str, str]:
    """What ledgers add to a name: its history, a number, a financier; or a mask instead of it."""
    draw = chance.random() / dirt if dirt else 1.0
    if draw < 0.010:  # noqa: PLR2004 - shares of our own, after real ledgers
        word = chance.choice(("FORMERLY", "WAS", "PREVIOUSLY", "FORMALLY KNOWN AS"))
        return f"{name} ({word} {chance.choice(known).name.upper()})", "formerly"
    if draw < 0.020:  # noqa: PLR2004 - the same
        return f"{name} [{chance.randint(10000, 99999)}]", "number in the name"
    if draw < 0.023:  # noqa: PLR2004 - the same
        return f"{chance.choice(BANKS)} / {name} ON ACCOUNT", "factoring"
    if draw < 0.026:  # noqa: PLR2004 - the same
        return chance.choice(MASKS).format(chance.randint(1, 99999)), "masked"
    return (f"{name} INACTIVE", "status") if draw < 0.028 else (name, "")  # noqa: PLR2004 - the same


def _declarations(
    known: list[Body], others: Iterator[Body], count: int, chance: random.Random, dirt: float
) -> Iterator[tuple[tuple[str, ...], str, str, tuple[str, ...]]]:
    frequent = known[: max(20, len(known) // 1000)]
    for _ in range(count):
        if chance.random() < 0.005 * dirt:
            yield (
                (chance.choice(MASKS).format(chance.randint(1, 99999)), "", ""),
                "",
                "",
                ("masked",),
            )
            continue
        there = chance.random() < 0.60  # noqa: PLR2004 - the recipe
        if there:
            body = chance.choice(frequent if chance.random() < 0.15 else known)  # noqa: PLR2004 - the recipe
        else:
            body = next(others)
        name, tags = declared(body, chance)
        town = body.town if chance.random() < 0.40 else ""  # noqa: PLR2004 - the recipe
        if town and chance.random() < 0.04 * dirt:
            town, tags = chance.choice(known).town, (*tags, "another town")
        code = body.postcode if chance.random() < 0.15 else ""  # noqa: PLR2004 - the recipe
        if code and chance.random() < 0.08:  # noqa: PLR2004 - the recipe
            code, tags = chance.choice(known).postcode, (*tags, "another postcode")
        yield (
            (name, town, code),
            str(body.number) if there else "",
            str(body.group) if there else "",
            tags,
        )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.matching.generate")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--left", type=int, default=10_000)
    parser.add_argument("--right", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--names", default="", help="names to draw from, one a line, gzip")
    parser.add_argument("--dirt", type=float, default=1.0, help="0 for the plain recipe")
    told = parser.parse_args()
    generate(told.folder, told.left, told.right, told.seed, base_names(told.names), told.dirt)


if __name__ == "__main__":
    main()
