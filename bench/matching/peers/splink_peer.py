# SPDX-License-Identifier: MIT
"""Splink 5 with keys as in its own company demonstration; supervised on the development set, or by EM."""

import csv
import sys
from pathlib import Path

import duckdb
import splink.comparison_library as cl
from cleaned import rows, write
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

WORDS = 3
COMMON = 500
KEYS = ("squash", "prefix", *(f"word{number}" for number in range(1, WORDS + 1)))


def tables(connection: duckdb.DuckDBPyConnection, folder: str) -> None:
    """`l` and `r` with the run-together name, a prefix of it and its three rarest words."""
    told = {side: rows(f"{folder}/{side}.csv") for side in ("left", "right")}
    entities = {
        row["id"]: row["entity"] for side in ("truth", "entities") for row in rows_of(folder, side)
    }
    often: dict[str, int] = {}
    for row in told["right"]:
        for word in set(row["clean"].split()):
            often[word] = often.get(word, 0) + 1
    for side, found in told.items():
        path = Path(folder) / f"splink-{side}.csv"
        with path.open("w", encoding="utf-8") as file:
            file.write("unique_id,entity,name,town,postcode," + ",".join(KEYS) + "\n")
            for row in found:
                rare = sorted(
                    set(row["clean"].split()), key=lambda word: (often.get(word, 0), word)
                )
                rare = [word for word in rare if often.get(word, 0) < COMMON][:WORDS]
                squash = row["clean"].replace(" ", "")
                keys = [squash, squash[:7], *rare, *[""] * (WORDS - len(rare))]
                file.write(
                    ",".join(
                        [
                            row["id"],
                            entities.get(row["id"], ""),
                            row["clean"],
                            row["town"],
                            row["postcode"],
                            *keys,
                        ]
                    )
                    + "\n"
                )
        connection.read_csv(str(path), all_varchar=True, header=True).create(side[0])


def rows_of(folder: str, name: str) -> list[dict[str, str]]:
    with (Path(folder) / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def settings() -> SettingsCreator:
    words = [block_on(f"word{number}") for number in range(1, WORDS + 1)]
    return SettingsCreator(
        link_type="link_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("squash", [0.97, 0.93, 0.88, 0.8]),
            cl.ExactMatch("word1").configure(term_frequency_adjustments=True),
            cl.ExactMatch("word2"),
            cl.ExactMatch("town"),
            cl.ExactMatch("postcode"),
        ],
        blocking_rules_to_generate_predictions=[block_on("squash"), block_on("prefix"), *words],
    )


def linker(folder: str, how: SettingsCreator | str) -> Linker:
    connection = duckdb.connect()
    connection.execute("SET lambda_syntax = 'ENABLE_SINGLE_ARROW'")
    tables(connection, folder)
    api = DuckDBAPI(connection)
    return Linker([api.register("l"), api.register("r")], how)


def main(folder: str, out: str, way: str, development: str) -> None:
    if way == "supervised":
        model = Path(out).with_suffix(".json")
        if not model.exists():
            trained = linker(development, settings())
            trained.training.estimate_u_using_random_sampling(max_pairs=2e6)
            trained.training.estimate_m_from_label_column("entity")
            trained.misc.save_model_to_json(str(model), overwrite=True)
        found = linker(folder, str(model))
    else:
        found = linker(folder, settings())
        found.training.estimate_u_using_random_sampling(max_pairs=2e6)
        found.training.estimate_parameters_using_expectation_maximisation(block_on("squash"))
        found.training.estimate_parameters_using_expectation_maximisation(
            block_on("prefix", "town")
        )
    scored = found.inference.predict(threshold_match_weight=-8).as_duckdbpyrelation()
    told = scored.query(
        "p",
        "SELECT unique_id_l, arg_max(unique_id_r, match_weight), max(match_weight) FROM p GROUP BY 1",
    ).fetchall()
    write(out, [(one, other, bits) for one, other, bits in told])


main(*sys.argv[1:5])
