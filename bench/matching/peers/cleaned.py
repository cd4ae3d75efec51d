# SPDX-License-Identifier: MIT
"""The cleaning that every peer gets: case, accents, "&", legal forms; what a careful user would do."""

import csv
import re
import unicodedata
from pathlib import Path

FORMS = re.compile(r"\b(?:ltd|limited|plc|llp|cic|inc|uk)\b")


def clean(name: str) -> str:
    text = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    text = re.sub(r"[^a-z0-9]+", " ", text.replace("&", " and "))
    return " ".join(FORMS.sub(" ", text).split())


def rows(path: str | Path) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as file:
        return [{**row, "clean": clean(row["name"])} for row in csv.DictReader(file)]


def write(path: str, found: list[tuple[str, str, float]]) -> None:
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("left_id", "right_id", "bits"), *found])
