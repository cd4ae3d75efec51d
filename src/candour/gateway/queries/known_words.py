# SPDX-License-Identifier: MIT
"""The frozen facts of a snapshot in words. What a later version adds is shown under its own name."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candour.ui.words import date_time, long_date

A_DATE = len("2026-11-28")

HEADINGS: Mapping[str, Promise] = {
    "request": gettext_lazy("The request"),
    "people": gettext_lazy("People and organisations"),
    "issues": gettext_lazy("Known issues"),
    "material": gettext_lazy("Material"),
    "declarations": gettext_lazy("Declarations of bias"),
    "views": gettext_lazy("Staff association's view"),
    "gists": gettext_lazy("Gist of sensitive material"),
    "worksheet": gettext_lazy("The Gateway Test"),
    "advice": gettext_lazy("The recommendation"),
    "conditions": gettext_lazy("Conditions"),
    "decision": gettext_lazy("The decision"),
    "tellings": gettext_lazy("Who was told"),
    "representations": gettext_lazy("Representations"),
    "reassessment": gettext_lazy("The reassessment"),
    "notes": gettext_lazy("Notes"),
    "policy": gettext_lazy("The policy of that day"),
}
NOT_SHOWN = frozenset({"id", "version", "slug", "kind", "message", "step", "key", "code"})
"""Keys of rows: they mean something to programs only."""
LABELS: Mapping[str, Promise] = {
    "accepts": gettext_lazy("Follows the recommendation"),
    "added_at": gettext_lazy("Added"),
    "affects_confidence": gettext_lazy("Could affect confidence"),
    "attends": gettext_lazy("Takes part"),
    "completed_at": gettext_lazy("Completed"),
    "creates_risk": gettext_lazy("Creates a risk"),
    "dated": gettext_lazy("Its date"),
    "declared_at": gettext_lazy("Declared"),
    "divergent": gettext_lazy("Against the advice"),
    "event_on": gettext_lazy("Event"),
    "evidence": gettext_lazy("What shows it"),
    "evidence_needed": gettext_lazy("What shows it"),
    "integrity_in_question": gettext_lazy("Integrity more probably in question than not"),
    "is_party": gettext_lazy("Is told the outcome"),
    "kind_words": gettext_lazy("Part"),
    "lane": gettext_lazy("Who may see it"),
    "made_at": gettext_lazy("Made"),
    "made_by_was": gettext_lazy("Who was then"),
    "sha256": gettext_lazy("SHA-256 of its words"),
    "steps": gettext_lazy("Condition"),
    "said": gettext_lazy("On a condition"),
}
"""Keys that do not speak for themselves; the others are shown as they are spelled."""
VALUES: Mapping[str, Promise] = {
    "yes": gettext_lazy("Yes"),
    "no": gettext_lazy("No"),
    "proceed": gettext_lazy("Take part"),
    "with_mitigation": gettext_lazy("Take part with conditions"),
    "decline": gettext_lazy("Decline"),
    "upheld": gettext_lazy("Upheld"),
    "replaced": gettext_lazy("Another course"),
    "accepted": gettext_lazy("Accepted"),
    "rejected": gettext_lazy("Rejected"),
    "varied": gettext_lazy("Varied"),
}


@dataclass(frozen=True)
class Line:
    """One value under its name; `row` counts the things of a list, so that a page can part them."""

    label: str
    value: str
    row: int = 0
    field: str = ""
    """The fact of the record that it belongs to, where each fact is a line."""


def lines_of(
    value: Any, names: Mapping[str, Any], meanings: Mapping[str, str] | None = None
) -> tuple[Line, ...]:
    """Every value that says something, with people by the names of that day.

    `meanings` says what else stands for something: files, and the codes of the policy.
    """
    rows = value if isinstance(value, list) else [value]
    return tuple(
        Line(label, words, number)
        for number, row in enumerate(rows)
        for label, words in _of(row, "", {**_named(names), **(meanings or {})})
    )


def lines_of_facts(
    facts: Mapping[str, Any], names: Mapping[str, Any], meanings: Mapping[str, str]
) -> tuple[Line, ...]:
    """The same for the facts of one act, each under the name that the record gives it."""
    return tuple(
        Line(label, words, field=name)
        for name, value in facts.items()
        for label, words in _of({name: value}, "", {**_named(names), **meanings})
    )


def _named(names: Mapping[str, Any]) -> dict[str, str]:
    return {key: f"{name}, {title}" if title else name for key, (name, title) in names.items()}


def _of(value: Any, label: str, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in NOT_SHOWN:
                yield from _of(inner, _label(label, key, known), known)
    elif isinstance(value, list):
        if all(not isinstance(one, Mapping | list) for one in value):
            yield from _of(", ".join(known.get(str(one), str(one)) for one in value), label, known)
        else:
            for one in value:
                yield from _of(one, label, known)
    elif value not in {None, ""}:
        yield label, known.get(str(value), _in_words(value))


def _label(outer: str, key: str, known: Mapping[str, str]) -> str:
    spoken = known.get(key) or str(LABELS.get(key, key.replace("_", " ")))
    if outer:
        return f"{outer}: {spoken if key in known else spoken[:1].lower() + spoken[1:]}"
    return spoken[:1].upper() + spoken[1:]


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    text = str(value)
    if text in VALUES:
        return str(VALUES[text])
    with suppress(ValueError):
        moment = datetime.fromisoformat(text)
        return long_date(moment.date()) if len(text) == A_DATE else date_time(moment)
    return text
