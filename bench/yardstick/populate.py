# SPDX-License-Identifier: MIT
"""Rows for the yardstick: the same number and size as a matter's."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from bench import bulk
from bench.measured_pages import MeasuredPage, Visit, cookie_of
from bench.words import ORGANISATIONS, PLACES, RANKS, STAGES, name, paragraph
from bench.yardstick.models import Answer, Case, Condition, Entry, Material, Officer, Party

# One matter's related rows and the characters of text in each; compare bench/populate.py.
SHAPE = {
    Party: (2, 60),
    Material: (4, 120),
    Answer: (8, 120),
    Condition: (2, 100),
    Entry: (21, 20),
}
FIRST_DAY = datetime(2024, 1, 1, 9, tzinfo=UTC)
SAMPLED = 400


@transaction.atomic
def populate(matters: int, people: int) -> None:
    chance = random.Random(20260327)  # noqa: S311 - invented rows, the same in each run
    texts = [paragraph(chance, 300) for _ in range(1000)]
    bulk.load(
        Officer,
        ("id", "full_name", "rank"),
        ((number, name(chance), chance.choice(RANKS)) for number in range(1, people + 1)),
    )
    bulk.load(
        Case,
        CASE_FIELDS,
        (_case(number, people, chance, texts) for number in range(1, matters + 1)),
    )
    for model, (count, size) in SHAPE.items():
        _related(model, matters, count, size, people, chance)
    bulk.renumber(Officer, Case, *SHAPE)
    get_user_model().objects.create_user("reader")


CASE_FIELDS = (
    "id", "reference", "title", "purpose", "host", "place", "stage", "takes_place_on", "opened_at",
    "recommendation", "decision", "officer_id", "assessor_id",
)  # fmt: skip


def reference(number: int) -> str:
    return f"YS-{number:08d}"


def _case(number: int, people: int, chance: random.Random, texts: list[str]) -> tuple[Any, ...]:
    opened = FIRST_DAY + timedelta(minutes=number * 10)
    return (
        number, reference(number), f"Invitation from {chance.choice(ORGANISATIONS)}",
        chance.choice(texts), chance.choice(ORGANISATIONS), chance.choice(PLACES),
        chance.choice(STAGES), opened.date() + timedelta(days=40), opened,
        chance.choice(texts), chance.choice(texts)[:200],
        chance.randint(1, people), chance.randint(1, people),
    )  # fmt: skip


def _related(
    model: Any, matters: int, count: int, size: int, people: int, chance: random.Random
) -> None:
    texts = [paragraph(chance, size) for _ in range(500)]
    names = [chance.choice(ORGANISATIONS) for _ in range(500)]
    extra: dict[str, Any] = {}
    if model is Condition:
        extra = {"due_on": date(2026, 3, 27)}
    if model is Entry:
        extra = {"at": FIRST_DAY, "by_id": 1}

    def rows() -> Iterator[tuple[Any, ...]]:
        for number in range(matters * count):
            case, place = number // count + 1, number % 500
            if model is Entry:
                extra["at"] = FIRST_DAY + timedelta(minutes=case * 10 + number % count)
                extra["by_id"] = number % people + 1
            yield (names[place], texts[place], "done", case, *extra.values())

    bulk.load(model, ("name", "text", "state", "case_id", *extra), rows())


def pages(matters: int) -> list[MeasuredPage]:
    """Return the pages to measure, with the cookie of someone who may see them."""
    cookie = cookie_of(get_user_model().objects.get(username="reader"))
    step = max(1, matters // SAMPLED)
    paths = [f"/cases/{reference(number)}" for number in range(1, matters + 1, step)]
    return [
        MeasuredPage("plain list", (Visit("/cases", cookie),)),
        MeasuredPage("plain case", tuple(Visit(path, cookie) for path in paths)),
    ]
