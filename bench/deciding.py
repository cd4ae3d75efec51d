# SPDX-License-Identifier: MIT
"""How many decisions a second: each form is asked for, filled in as it came, and sent.

An accepted form is the whole act: rules, rows, frozen snapshot, record and commit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlencode

from bench.load import Answer, Measured, Request, drive_once
from bench.measure import MANY, Running
from bench.processes import cpu_seconds

PATIENCE_SECONDS = 120.0
WARMING = 8 * MANY
"""Taken first and not timed: PostgreSQL settles on a plan at the sixth time in a connection."""
ACCEPTED = frozenset({302})
ANSWERS = {"decision": "accept", "reasons": "I have weighed it, and I follow the advice."}


@dataclass(frozen=True)
class Decided:
    """Both halves of a decision: its form, and the act."""

    engine: str
    forms: Measured
    acts: Measured
    cpu: float
    """Milliseconds of processor time for one act, the database's included."""

    @property
    def rate_with_forms(self) -> float:
        """Of whole decisions a second; the acts that only warm up have forms as well."""
        halves = (self.forms.rate, self.acts.rate)
        return 1 / sum(1 / rate for rate in halves) if all(halves) else 0.0


def decide(engine: str, running: Running, visits: Sequence[Request]) -> Decided:
    """Take each decision once, eight people at a time."""
    filled: list[Request] = []

    def fill(request: Request, answer: Answer) -> None:
        filled.append(_filled(request, answer))

    forms = drive_once(running.port, visits, connections=MANY, seconds=PATIENCE_SECONDS, keep=fill)
    first = min(WARMING, len(filled) // 4)
    cold, warm = filled[:first], filled[first:]
    drive_once(running.port, cold, connections=MANY, seconds=PATIENCE_SECONDS)
    before = cpu_seconds(running.processes)
    acts = drive_once(running.port, warm, connections=MANY, seconds=PATIENCE_SECONDS)
    spent = 1000 * (cpu_seconds(running.processes) - before)
    return Decided(engine, forms, acts, spent / acts.answered if acts.answered else float("nan"))


def _filled(request: Request, answer: Answer) -> Request:
    parser = _Forms()
    parser.feed(answer.body.decode("utf-8"))
    fields = next(form for form in parser.found if "reasons" in form)
    return Request(
        request.path,
        "; ".join([request.cookie, *answer.cookies]),
        urlencode(fields | ANSWERS).encode("ascii"),
        expects=ACCEPTED,
    )


class _Forms(HTMLParser):
    """Each form of a page as a browser would send it untouched."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append({})
        elif self.found and "name" in values and tag in {"input", "textarea"}:
            chosen = values.get("type") not in {"radio", "checkbox"} or "checked" in values
            if chosen:
                self.found[-1][values["name"]] = values.get("value", "")
