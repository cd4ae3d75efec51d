# SPDX-License-Identifier: MIT
"""Answers against the truth: best candidate for each declaration, as precision and recall."""

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figures:
    f1: float
    precision: float
    recall: float
    threshold: float
    recall_at_99: float
    three_way: Counter[tuple[str, str]]


def score(folder: Path, answers: Path) -> Figures:
    """The threshold that is best on this very data: it flatters whoever was not trained."""
    truth = {row["id"]: row for row in _rows(folder / "truth.csv")}
    entities = {row["id"]: row for row in _rows(folder / "entities.csv")}
    there = sum(bool(row["entity"]) for row in truth.values())
    best: dict[str, dict[str, str]] = {}
    for row in _rows(answers):
        if row["right_id"] and row["bits"]:
            held = best.get(row["left_id"])
            if held is None or float(row["bits"]) > float(held["bits"]):
                best[row["left_id"]] = row
    three_way: Counter[tuple[str, str]] = Counter()
    points = []
    for left, row in best.items():
        known, found = truth[left], entities[row["right_id"]]
        right = bool(known["entity"]) and known["entity"] == found["entity"]
        related = bool(known["group"]) and known["group"] == found["group"]
        three_way[
            "same" if right else "sibling" if related else "another", row.get("outcome", "")
        ] += 1
        points.append((float(row["bits"]), right))
    return _figures(points, there, three_way)


def _figures(
    points: list[tuple[float, bool]], there: int, three_way: Counter[tuple[str, str]]
) -> Figures:
    points.sort(key=lambda one: -one[0])
    correct, top, at_99 = 0, (0.0, 0.0, 0.0, 0.0), 0.0
    for count, (threshold, right) in enumerate(points, start=1):
        correct += right
        precision, recall = correct / count, correct / there
        if correct:
            top = max(
                top, (2 * precision * recall / (precision + recall), precision, recall, threshold)
            )
        if precision >= 0.99:  # noqa: PLR2004 - it is what the figure is called
            at_99 = max(at_99, recall)
    return Figures(*top, at_99, three_way)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
