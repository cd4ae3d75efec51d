# SPDX-License-Identifier: MIT
"""New weights from pairs that people have answered, as a model on file; nothing switches it on.

One pair in five is never learned from: on these the new weights are measured beside the old ones.
What people answer are pairs that the matching put before them, so the prior is held in its place.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from typing import Any

from candour.kernel.procedure import Refused
from candour.linkage.models_on_file import PAIRS, Weights, model
from candour.linkage.records import Record, side
from candour.linkage.rules.evidence import Model
from candour.linkage.rules.fitting import Measured, Pair, fit, measure
from candour.linkage.rules.outcomes import SAME, weigh_up

HELD_OUT = 5
"""One pair in so many is measured, and not learned from."""
LEAST = 40
"""Answered pairs below which weights say more about chance than about names."""
PRIOR_HELD = 40.0


@dataclass(frozen=True)
class Label:
    """Two names that somebody answered about."""

    key: str
    """The same for one pair in every run, and tells nothing of it."""
    name: str
    number: str
    other: str
    other_number: str
    one_body: bool


@dataclass(frozen=True)
class Learned:
    """A model as it would stand on file, and how it does on what it was not fitted on."""

    written: dict[str, Any]
    taught: int
    before: Measured
    after: Measured

    @property
    def version(self) -> str:
        return str(self.written["version"])

    @property
    def better(self) -> bool:
        """Fewer mistakes; where they are as many, less surprised."""
        mistakes = [one.wrong + one.missed for one in (self.after, self.before)]
        return (mistakes[0], self.after.surprise) < (mistakes[1], self.before.surprise)


def learn(labels: Iterable[Label], *, least: int = LEAST, version: str = PAIRS) -> Learned:
    """Fit on four in five, measure on the fifth. The same answers give the same model."""
    known = model(version)
    every = sorted(labels, key=lambda one: one.key)
    taught = list(_pairs((one for one in every if not held_out(one)), known))
    kept = list(_pairs((one for one in every if held_out(one)), known))
    _enough(taught, kept, least)
    prior, bits = fit(taught, known, prior_held=PRIOR_HELD)
    rounded = {name: [round(one, 2) for one in all_] for name, all_ in bits.items()}
    bar = known.thresholds[SAME]
    return Learned(
        written=_written(version, round(prior, 2), rounded, len(taught)),
        taught=len(taught),
        before=measure(kept, known.prior, known.bits, bar),
        after=measure(kept, round(prior, 2), rounded, bar),
    )


def held_out(label: Label) -> bool:
    return sha256(label.key.encode()).digest()[0] % HELD_OUT == 0


def _enough(taught: list[Pair], kept: list[Pair], least: int) -> None:
    if len(taught) + len(kept) < least:
        raise Refused(
            f"{len(taught) + len(kept)} pairs are answered as same or different; "
            f"{least} are needed before weights are learned."
        )
    if len({pair.one_body for pair in taught}) < len((True, False)) or not kept:
        raise Refused("The answers are all alike: nothing can be learned from them.")


def _pairs(labels: Iterable[Label], known: Model) -> Iterator[Pair]:
    weigh = Weights(known).__getitem__
    for label in labels:
        mine = side(Record("", label.name, label.number, "", ""))
        theirs = side(Record("", label.other, label.other_number, "", ""))
        one = weigh_up(mine, theirs, known, weigh)
        if one is None:
            continue  # a masked name matches nothing, whatever somebody answered
        said = {**one.compared.features, **one.record}
        slots = tuple((name, known.place(name, value)) for name, value in said.items())
        fixed = known.kinds[one.compared.left.kind] + known.kinds[one.compared.right.kind]
        yield Pair(slots, fixed, label.one_body)


def _written(
    version: str, prior: float, bits: dict[str, list[float]], taught: int
) -> dict[str, Any]:
    text = (files("candour.linkage") / "models" / f"{version}.json").read_text(encoding="utf-8")
    written: dict[str, Any] = json.loads(text)
    written["prior"] = prior
    for name, feature in written["features"].items():
        feature["bits"] = bits[name]
    digest = sha256(json.dumps(written, sort_keys=True).encode()).hexdigest()
    written["version"] = f"{version}-learned-{digest[:12]}"
    written["learned from"] = {"version": version, "pairs": taught}
    return written
