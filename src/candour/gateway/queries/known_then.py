# SPDX-License-Identifier: MIT
"""Opens what was known at the time, years later: as the record froze it, and nothing of today.

A reader sees of a snapshot only the parts of the matter that they may see now, whoever made it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from candour.files.queries import has_content
from candour.gateway.models import Case
from candour.gateway.queries.file import LANES
from candour.gateway.queries.known_words import HEADINGS, Line, lines_of, lines_of_facts
from candour.gateway.queries.snapshot import ELSEWHERE, KNOWN, policy_of_the_day
from candour.gateway.rules.visibility import Part
from candour.ledger.queries import TimelineEntry, erased_fields, opened, timeline
from candour.policy.queries import pack_of

MADE_BY: dict[str, tuple[Promise, frozenset[Part]]] = {
    "recommend": (_("Recommendation"), frozenset({Part.RECOMMENDATION})),
    "decide": (_("Decision"), frozenset({Part.DECISION})),
    "decide_urgently": (_("Urgent decision"), frozenset({Part.DECISION})),
    "conclude": (_("Reassessment"), frozenset({Part.REASSESSMENT})),
    "respond": (_("Answer to the reassessment"), frozenset({Part.REASSESSMENT})),
}
"""The acts that committed to what was known, and the part that shows what they concluded."""

NEEDS: Mapping[str, frozenset[Part]] = {
    "request": frozenset({Part.REQUEST}),
    "people": frozenset({Part.PEOPLE}),
    "issues": frozenset({Part.KNOWN_ISSUES}),
    "material": frozenset({Part.SHARED_MATERIAL, Part.ASSESSOR_MATERIAL, Part.GIST}),
    "declarations": frozenset({Part.BIAS}),
    "views": frozenset({Part.VIEW}),
    "gists": frozenset({Part.GIST}),
    "worksheet": frozenset({Part.WORKSHEET}),
    "advice": frozenset({Part.RECOMMENDATION}),
    "conditions": frozenset({Part.RECOMMENDATION, Part.MITIGATIONS}),
    "decision": frozenset({Part.DECISION}),
    "tellings": frozenset({Part.DECISION}),
    "representations": frozenset({Part.REPRESENTATIONS}),
    "reassessment": frozenset({Part.REASSESSMENT}),
    "notes": frozenset({Part.TIMELINE}),
    "policy": frozenset({Part.SUMMARY}),
}
"""Which part a reader must see now to see each fact of then; one of several is enough."""
BESIDE = frozenset({"parts", "names", "files"})
"""Facts that explain others: shown with them, and never alone."""
KEPT_ELSEWHERE = frozenset({Part.ASSESSOR_MATERIAL})


@dataclass(frozen=True)
class Moment:
    """A recommendation, decision or reassessment that froze what was known."""

    event: UUID
    act: str
    what: str | Promise
    at: datetime
    maker: UUID | None


@dataclass(frozen=True)
class Section:
    """One fact of then. `erased` instead of lines where its value was lawfully erased since."""

    field: str
    heading: str
    lines: tuple[Line, ...] = ()
    erased: bool = False
    whole: bool = True
    """False where the reader sees less of it than its maker saw."""


@dataclass(frozen=True)
class KnownThen:
    moment: Moment
    maker: str
    title: str
    conclusion: Section
    sections: tuple[Section, ...]
    policy: Mapping[str, Any]
    policy_unchanged: bool

    @property
    def whole(self) -> list[tuple[str, str]]:
        """What could be disclosed on its own: the name in the record, and how it is called here."""
        own = {
            line.field: line.field.replace("_", " ").capitalize() for line in self.conclusion.lines
        }
        return [
            *own.items(),
            *((one.field, one.heading) for one in self.sections if one.whole and not one.erased),
        ]


def moments(case: Case, parts: frozenset[Part]) -> list[Moment]:
    """The moments whose outcome this reader may see, oldest first."""
    return [
        Moment(one.event_id, one.act, MADE_BY[one.act][0], one.at, one.by_person)
        for one in timeline(case.stream)
        if _shows(one, parts)
    ]


def _shows(one: TimelineEntry, parts: frozenset[Part]) -> bool:
    return one.act in MADE_BY and bool(MADE_BY[one.act][1] & parts)


def known_then(case: Case, event: UUID, parts: frozenset[Part]) -> KnownThen | None:
    """What the maker of this act could see, as far as this reader may see it now."""
    moment = next((one for one in moments(case, parts) if one.event == event), None)
    if moment is None:
        return None
    facts = opened([event])[event]
    names: dict[str, Any] = facts.get(f"{KNOWN}names") or {}  # type: ignore[assignment]
    policy: dict[str, Any] = facts.get(f"{KNOWN}policy") or {}  # type: ignore[assignment]
    codes = _codes(case)
    maker, title = names.get(str(moment.maker), ("", ""))
    return KnownThen(
        moment=moment,
        maker=maker,
        title=title,
        conclusion=_conclusion(facts, names, codes),
        sections=_sections(facts, event, parts, codes),
        policy=policy,
        policy_unchanged=policy.get("sha256") == policy_of_the_day(case)["sha256"],
    )


def _codes(case: Case) -> dict[str, str]:
    """What the policy of that day calls what it asks and lists."""
    pack = pack_of(case.policy_id)
    listed = (pack.areas, pack.harms, pack.questions, pack.quick_tests, pack.principles,
              pack.reassessment_tests, pack.subjects, pack.known_issues)  # fmt: skip
    return {one.code: one.text for some in listed for one in some}


def _conclusion(
    facts: Mapping[str, Any], names: Mapping[str, Any], codes: Mapping[str, str]
) -> Section:
    """What was recommended or decided, in the act's own facts."""
    own = {
        name: value
        for name, value in facts.items()
        if not name.startswith(KNOWN) and name not in {"stage", "version"}
    }
    return Section("", str(_("What was concluded")), lines_of_facts(own, names, codes))


def _sections(
    facts: Mapping[str, Any], event: UUID, parts: frozenset[Part], codes: Mapping[str, str]
) -> tuple[Section, ...]:
    names = facts.get(f"{KNOWN}names") or {}
    words = {**codes, **_with_fate(facts.get(f"{KNOWN}files") or {})}
    found = []
    for field in sorted({*facts, *erased_fields(event)}, key=_place):
        if not field.startswith(KNOWN) or not _may_see(field, parts):
            continue
        heading = _heading(field, facts)
        if field not in facts:
            found.append(Section(field, heading, erased=True))
        else:
            shown = _narrowed(field, facts[field], parts)
            whole = shown == facts[field] or field.startswith(ELSEWHERE)
            found.append(Section(field, heading, lines_of(shown, names, words), whole=whole))
    return tuple(one for one in found if one.lines or one.erased)


def _may_see(field: str, parts: frozenset[Part]) -> bool:
    if field.startswith(ELSEWHERE):
        return bool(KEPT_ELSEWHERE & parts)
    name = field.removeprefix(KNOWN)
    return name not in BESIDE and bool(NEEDS.get(name, frozenset()) & parts)


def _narrowed(field: str, value: Any, parts: frozenset[Part]) -> Any:
    """Of the material, the lanes that this reader may see; of others' facts, the facts."""
    if field.startswith(ELSEWHERE):
        return dict(value["facts"])
    if field != f"{KNOWN}material":
        return value
    return [one for one in value if LANES[one["lane"]] in parts]


def _heading(field: str, facts: Mapping[str, Any]) -> str:
    if field.startswith(ELSEWHERE):
        return str(facts[field]["title"]) if field in facts else field.removeprefix(ELSEWHERE)
    return str(HEADINGS[field.removeprefix(KNOWN)])


def _place(field: str) -> tuple[int, str]:
    """In the order of the procedure; what other apps knew comes last."""
    order = list(NEEDS)
    name = field.removeprefix(KNOWN)
    return (order.index(name) if name in order else len(order), field)


def _with_fate(files: Mapping[str, Any]) -> dict[str, str]:
    """Each file in words, and whether it can still be opened."""
    words = {}
    for key, one in files.items():
        there = has_content(UUID(key))
        fate = "" if there else f" ({_('erased since')})"
        words[key] = f"{one['name']}, SHA-256 {one['sha256']}{fate}"
    return words
