# SPDX-License-Identifier: MIT
"""The facts of a run as lines of text, and back: what a run found can be found again from them alone.

The lines are sorted, so the same facts are the same bytes whatever order they came in.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from typing import Any

from candour.crosschecks.rules.evaluating import Facts, Raised
from candour.crosschecks.rules.sides import (
    Answer,
    Buying,
    Compartment,
    Declaration,
    Match,
    Money,
    NameOf,
    Says,
    Spend,
)


def lines_of(facts: Facts) -> list[str]:
    """One line for every fact."""
    told = [_line("declaration", asdict(one)) for one in facts.declarations]
    told += [_line("spend", asdict(one)) for one in facts.spends]
    told += [_line("match", one._asdict()) for one in facts.matches]
    told += [
        _line("answer", {"pair": pair, "answer": said}) for pair, said in facts.answers.items()
    ]
    return sorted(told)


def facts_from(lines: Iterable[str]) -> Facts:
    facts = Facts([], [], [], {})
    answers = dict(facts.answers)
    for line in lines:
        kind, told = json.loads(line)
        if kind == "declaration":
            facts.declarations.append(_declaration(told))  # type: ignore[attr-defined]
        elif kind == "spend":
            facts.spends.append(_spend(told))  # type: ignore[attr-defined]
        elif kind == "match":
            facts.matches.append(_match(told))  # type: ignore[attr-defined]
        else:
            answers[tuple(told["pair"])] = Answer(told["answer"])
    return facts._replace(answers=answers)


def digest(lines: Iterable[str]) -> str:
    found = sha256()
    for line in lines:
        found.update(line.encode() + b"\n")
    return found.hexdigest()


def findings_lines(raised: Iterable[Raised]) -> list[str]:
    """Findings as they were raised, without anything that depends on the day or the database."""
    return sorted(
        json.dumps(
            [
                *one.key, one.match.outcome, round(one.match.bits, 2), one.need, int(one.severity),
                one.days, one.buying, one.count, one.pence, [point.sentence for point in one.points],
            ],
            ensure_ascii=False,
        )
        for one in raised
    )  # fmt: skip


def _line(kind: str, told: dict[str, Any]) -> str:
    return json.dumps([kind, told], ensure_ascii=False, sort_keys=True, default=str)


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def _declaration(told: dict[str, Any]) -> Declaration:
    posts = tuple(
        (date.fromisoformat(starts), _day(ends), Buying(part))
        for starts, ends, part in told["posts"]
    )
    return Declaration(
        **{
            **told, "says": Says(told["says"]), "compartment": Compartment(told["compartment"]),
            "name": NameOf(*told["name"]), "starts": date.fromisoformat(told["starts"]),
            "ends": _day(told["ends"]), "posts": posts,
        }
    )  # fmt: skip


def _spend(told: dict[str, Any]) -> Spend:
    return Spend(
        **{
            **told, "kind": Money(told["kind"]), "name": NameOf(*told["name"]),
            "day": date.fromisoformat(told["day"]), "ends": _day(told["ends"]),
        }
    )  # fmt: skip


def _match(told: dict[str, Any]) -> Match:
    return Match(**{**told, "declared": NameOf(*told["declared"]), "paid": NameOf(*told["paid"])})
