# SPDX-License-Identifier: MIT
"""Models of matching as files: weights in bits and how often words occur, each under a version."""

import json
import math
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from candour.linkage.rules.evidence import Model

PAIRS = "pairs-3"
"""for two names that somebody has put beside each other"""
SEARCH = "search-3"
"""for the likeliest of many: it also asks how many others hold the same rare word"""


@lru_cache
def model(version: str) -> Model:
    """The model of a version; what is on file under a version never changes."""
    told = json.loads(_text(f"{version}.json"))
    names, counts = _counts(_text(told["words"]))
    return Model(
        version=version,
        prior=told["prior"],
        edges={name: tuple(one["edges"]) for name, one in told["features"].items()},
        bits={name: tuple(one["bits"]) for name, one in told["features"].items()},
        thresholds=told["thresholds"],
        kinds=told["kinds"],
        counts=counts,
        names=names,
        unknown=told["unknown word"],
    )


def _text(name: str) -> str:
    return (files("candour.linkage") / "models" / name).read_text(encoding="utf-8")


def _counts(text: str) -> tuple[int, dict[str, int]]:
    counts = {word: int(count) for word, count in (line.split("\t") for line in text.splitlines())}
    return counts.pop("names"), counts


class Weights(dict[str, float]):
    """Bits by word; a word that a run's own names use often tells less than the model says."""

    LETTER, FIGURE = 7.0, 11.0

    def __init__(self, model: Model, seen: Mapping[str, int] | None = None, names: int = 1) -> None:
        super().__init__()
        self._model, self._seen, self._names = model, seen or {}, max(names, 1)

    def __missing__(self, word: str) -> float:
        self[word] = bits = min(self._known(word), self._here(word))
        return bits

    def _known(self, word: str) -> float:
        count = self._model.counts.get(word)
        if count:
            return min(self._model.unknown, math.log2(self._model.names / count))
        if len(word) == 1:
            return self.LETTER
        return self.FIGURE if word.isdigit() else self._model.unknown

    def _here(self, word: str) -> float:
        count = self._seen.get(word, 0)
        return math.log2(self._names / count) if count else self._model.unknown
