# SPDX-License-Identifier: MIT
"""A conflicts assessment on paper."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from candour.correspondence.case_file import Fact, Stamp
from candour.correspondence.sheets import Part, PolicySheet
from candour.people.models import Person
from candour.people.queries import title_on
from candour.procurement.models import Revision
from candour.procurement.words import STAGES
from candour.ui.marking import Marking
from candour.ui.words import date_time, long_date, money

Content = dict[str, Any]


def sheet_of(revision: Revision, organisation: str, reader: Person) -> PolicySheet:
    content: Content = json.loads(revision.content)
    return PolicySheet(
        organisation=organisation,
        title=_("Conflicts assessment: %(subject)s") % {"subject": content["subject"]},
        marking=str(Marking.OFFICIAL_SENSITIVE.value),
        version=_("%(reference)s, document %(number)s")
        % {"reference": content["reference"], "number": revision.number},
        facts=tuple(_facts(revision, content)),
        parts=tuple(_parts(content)),
        stamp=Stamp(
            reader=reader.full_name,
            role=title_on(reader, timezone.localdate()),
            taken_at=timezone.now(),
            purpose=_("Work on this procurement"),
        ),
    )


def _facts(revision: Revision, content: Content) -> Iterator[Fact]:
    yield Fact(_("Estimated value"), money(content["pence"]))
    yield Fact(_("Prepared for"), str(STAGES[revision.stage]))
    yield Fact(_("Answers for it"), content["accountable"])
    yield Fact(
        _("Prepared"),
        f"{revision.prepared_by.full_name}, {revision.prepared_by_was}, {date_time(revision.prepared_at)}",
    )
    confirmed = revision.confirmed_by
    yield Fact(
        _("Confirmed"),
        f"{confirmed.full_name}, {revision.confirmed_by_was}, {date_time(revision.confirmed_at)}"
        if confirmed
        else _("Not yet"),
    )


def _parts(content: Content) -> Iterator[Part]:
    yield Part(_("What it comes to"), content["summary"])
    if content["new"]:
        yield Part(_("What is new since the last document"), "", tuple(content["new"]))
    yield Part(_("Suppliers"), "" if content["suppliers"] else _("None named yet."), tuple(
        one["name"] + (_(" (excluded)") if one["excluded"] else "") for one in content["suppliers"]
    ))  # fmt: skip
    for one in content["people"]:
        yield Part(f"{one['name']}: {one['hand']}", _person(one), tuple(_steps(one)))
    if content["stood_down"]:
        gone = tuple(f"{one['name']}: {one['why']}" for one in content["stood_down"])
        yield Part(_("Took no further part"), "", gone)


def _person(one: Content) -> str:
    said = [one["does"], one.get("verdict", ""), one.get("nature", ""), one.get("reasons", "")]
    if one.get("shows"):
        said.append(_("What shows that there is no conflict: %(text)s") % {"text": one["shows"]})
    return "\n\n".join(part for part in said if part)


def _steps(one: Content) -> Iterator[str]:
    for step in one.get("steps", []):
        yield _("%(text)s Seen to by %(owner)s, until %(day)s.") % {
            "text": step["text"],
            "owner": step["owner"],
            "day": long_date(date.fromisoformat(step["until"])),
        }
