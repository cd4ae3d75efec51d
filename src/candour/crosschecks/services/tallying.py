# SPDX-License-Identifier: MIT
"""What a run counted, compartment by compartment, so that the counts of one say nothing of another."""

from collections import Counter, defaultdict

from candour.crosschecks.models import Run, Tally
from candour.crosschecks.rules.evaluating import Evaluated, Facts
from candour.crosschecks.rules.sides import Compartment, NameOf
from candour.crosschecks.services.keeping import Kept


def tallies(run: Run, facts: Facts, done: Evaluated, kept: Kept) -> list[Tally]:
    """One for each compartment; the database refuses one whose sums do not agree."""
    fates = _fates(facts)
    detected = _by_detector(done)
    return [
        Tally(
            run=run,
            compartment=place.value,
            declarations=sum(fates[place].values()),
            same=fates[place]["same"],
            connected=fates[place]["connected"],
            unmatched=fates[place]["unmatched"],
            hidden=fates[place]["hidden"],
            set_aside=done.set_aside[place],
            found=sum(found for found, _held in detected[place].values()),
            new=kept.new[place],
            again=kept.again[place],
            held_back=sum(held for _found, held in detected[place].values()),
            gone=kept.gone[place],
            by_detector={slug: list(counts) for slug, counts in sorted(detected[place].items())},
        )
        for place in Compartment
    ]


def _fates(facts: Facts) -> dict[Compartment, Counter[str]]:
    """What became of each declaration: the best that its name led to."""
    best: dict[NameOf, str] = {}
    for match in facts.matches:
        if best.get(match.declared) != "same":
            best[match.declared] = match.outcome
    fates: dict[Compartment, Counter[str]] = defaultdict(Counter)
    for one in facts.declarations:
        otherwise = "unmatched" if one.name.can_match else "hidden"
        fates[one.compartment][best.get(one.name, otherwise)] += 1
    return fates


def _by_detector(done: Evaluated) -> dict[Compartment, dict[str, tuple[int, int]]]:
    held: dict[Compartment, Counter[str]] = defaultdict(Counter)
    found: dict[Compartment, Counter[str]] = defaultdict(Counter)
    for (slug, place), count in done.held_back.items():
        held[place][slug] += count
        found[place][slug] += count
    for one in done.raised:
        found[one.declared.compartment][one.detector] += 1
    return {
        place: {slug: (count, held[place][slug]) for slug, count in found[place].items()}
        for place in Compartment
    }
