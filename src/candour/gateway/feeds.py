# SPDX-License-Identifier: MIT
"""What the Gateway puts on the Today page: whose turn it is, who is waited for, what is new.

A line is a verb and a reference. What a matter is about never stands here.
"""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from candour.gateway.queries.desk import YOURS, OnDesk, on_the_desk, runs_to, times_in
from candour.gateway.rules.matter import Stage, roles_in
from candour.gateway.rules.turns import Awaited, awaited, turn_of
from candour.gateway.rules.visibility import Part
from candour.kernel.clocks import until
from candour.people.models import Person
from candour.policy.queries import pack_of
from candour.ui.tags import Status, tag
from candour.ui.today import NEEDS_YOU, NEW, WAITING, ListOf, TodayItem

Times = Mapping[tuple[UUID, str], datetime]
Came = tuple[datetime, Promise]
LISTS = frozenset({NEEDS_YOU, WAITING, NEW})

NEEDS: dict[str, tuple[Promise, str]] = {
    "declare_issues": (_("Declare what you already know for"), "case_known"),
    "confirm_areas": (_("Confirm the areas for"), "case_areas"),
    "name_people": (_("Say who is involved in"), "case_people"),
    "complete_material": (_("Complete the material for"), "case_material"),
    "allocate": (_("Choose the assessor for"), "case_allocate"),
    "reallocate": (_("Choose another assessor for"), "case_allocate"),
    "waive_view": (_("Go on without the late view on"), "case_views"),
    "escalate": (_("Escalate the overdue decision on"), "case_escalate"),
    "give_view": (_("Give your view on"), "case_views"),
    "give_gist": (_("Answer the question on"), "case_gist"),
    "declare_no_conflict": (_("Declare any bias for"), "case_bias"),
    "ask_for_view": (_("Ask for the staff association's view on"), "case_views"),
    "assess": (_("Work through the Gateway Test for"), "case_test"),
    "recommend": (_("Send the recommendation on"), "case_recommend"),
    "decide": (_("Decide on"), "case_decision"),
    "respond": (_("Answer the reassessment of"), "case_respond"),
    "tell": (_("Tell everyone concerned in"), "case_tell"),
    "commission": (_("Start the conditions of"), "case_conditions"),
    "show_kept": (_("Show that the conditions were kept in"), "case_conditions"),
    "close": (_("Close"), "case_close"),
    "take_up": (_("Take up the reassessment of"), "case_review"),
    "conclude": (_("Conclude the reassessment of"), "case_review"),
    "tell_outcome": (_("Tell everyone the outcome of"), "case_review"),
    "make_final": (_("Make the reassessment final of"), "case_review"),
}

AWAITED: dict[str, Promise] = {
    "complete_material": _("The rest of the material for"),
    "allocate": _("An assessor for"),
    "declare_no_conflict": _("A declaration of bias for"),
    "recommend": _("The recommendation on"),
    "give_view": _("The staff association's view on"),
    "give_gist": _("An answer to your question on"),
    "decide": _("The decision on"),
    "show_kept": _("The evidence for the conditions of"),
    "take_up": _("The reassessment of"),
    "conclude": _("The reassessment of"),
    "respond": _("The answer to the reassessment of"),
}

BEGAN: dict[str, tuple[str, ...]] = {
    "complete_material": ("notify", "ask_for_more"),
    "allocate": ("complete_material", "declare_conflict"),
    "declare_no_conflict": ("complete_material", "allocate", "reallocate"),
    "recommend": ("declare_no_conflict",),
    "give_view": ("ask_for_view",),
    "give_gist": ("ask_for_gist",),
    "decide": ("recommend",),
    "show_kept": ("commission",),
    "take_up": ("request_reassessment",),
    "conclude": ("request_reassessment",),
    "respond": ("make_final",),
}
"""Since when something is waited for: since the last of these acts."""


def gateway_feeds(person: Person, today: date) -> dict[ListOf, list[TodayItem]]:
    """All three lists, from the same few questions to the database."""
    every = on_the_desk(person, today)
    desk = [one for one in every if one.parts]
    turns = [(one, turn_of(one.stage, one.matter, str(person.pk))) for one in desk]
    owed = [(one, _owed_by_others(one, person, busy=bool(act))) for one, act in turns]
    waits = [(one, each) for one, several in owed for each in several]
    came = [(one, outcomes) for one in desk if (outcomes := _outcomes(one))]
    acts = {act for _, each in waits for act in BEGAN[each.act]}
    waiting = {one.case.stream: one for one, _ in waits}.values()
    times = times_in(waiting, acts, [one for one, _ in came], person)
    news = ((one, _latest(one, outcomes, times)) for one, outcomes in came)
    return {
        NEEDS_YOU: [
            *(_need(one, act, person, today) for one, act in turns if act),
            *(_to_second(one) for one in every if one.second_since),
        ],
        WAITING: [_wait(one, each, person, times) for one, each in waits],
        NEW: [_news(one, *latest, person) for one, latest in news if latest],
    }


def _need(one: OnDesk, act: str, person: Person, today: date) -> TodayItem:
    verb, page = NEEDS[act]
    due = runs_to(one, act)
    return TodayItem(
        verb=str(verb),
        reference=one.case.reference,
        url=reverse(page, args=[one.case.reference]),
        for_whom=_for_whom(one, person),
        due=due,
        due_words=str(until(due, today)) if due else "",
        tag=tag(Status.DECISION_NEEDED) if act == "decide" else None,
        since=timezone.localdate(one.case.notified_at),
    )


def _for_whom(one: OnDesk, person: Person) -> str:
    known = one.case.principal_id != person.pk and Part.PEOPLE in one.parts
    return one.case.principal.full_name if known else ""


def _owed_by_others(one: OnDesk, person: Person, *, busy: bool) -> list[Awaited]:
    """Somebody who is busy with the matter waits only for what they asked for."""
    if not one.part_of or one.case.ended_at:
        return []
    mine = roles_in(one.matter, str(person.pk))
    owed = awaited(one.stage, one.matter, one.parts)
    if busy:
        owed = tuple(each for each in owed if each.act in {"give_view", "give_gist"})
    return [each for each in owed if each.role not in mine]


def _wait(one: OnDesk, each: Awaited, person: Person, times: Times) -> TodayItem:
    who = pack_of(one.case.policy_id).wording.role_names[each.role]
    began = [times[key] for act in BEGAN[each.act] if (key := (one.case.stream, act)) in times]
    since = max(began, default=one.case.notified_at)
    return TodayItem(
        verb=str(AWAITED[each.act]),
        reference=one.case.reference,
        url=reverse("case", args=[one.case.reference]),
        for_whom=_for_whom(one, person),
        tag=tag(Status.WAITING, who),
        since=timezone.localdate(since),
    )


def _news(one: OnDesk, at: datetime, words: Promise, person: Person) -> TodayItem:
    return TodayItem(
        verb=str(words),
        reference=one.case.reference,
        url=reverse("case", args=[one.case.reference]),
        for_whom=_for_whom(one, person),
        since=timezone.localdate(at),
    )


def _latest(one: OnDesk, outcomes: list[Came], times: Times) -> Came | None:
    """The latest outcome that came after whatever this person last did or read in the matter."""
    seen = times.get((one.case.stream, YOURS))
    unseen = [each for each in outcomes if seen is None or seen < each[0]]
    return max(unseen, key=lambda each: each[0], default=None)


def _outcomes(one: OnDesk) -> list[Came]:
    """What became of a matter that they have a part in, as far as they may know it."""
    if not one.part_of:
        return []
    case, known = one.case, []
    if one.parts & {Part.DECISION, Part.OUTCOME}:
        known.append((case.decided_at, _("Decision made on")))
    if Part.REASSESSMENT in one.parts:
        known.append((case.final_at, _("Reassessment final of")))
    ended = _("Withdrawn:") if one.stage is Stage.WITHDRAWN else _("Closed:")
    return [(at, words) for at, words in [*known, (case.ended_at, ended)] if at is not None]


def _to_second(one: OnDesk) -> TodayItem:
    """Access for somebody else that this person was asked to agree to."""
    return TodayItem(
        verb=str(_("Second access for somebody to")),
        reference=one.case.reference,
        url=reverse("case_second_access", args=[one.case.reference]),
        since=timezone.localdate(one.second_since),
    )
