# SPDX-License-Identifier: MIT
"""Every act of a quarterly review. Each is one transaction and one event."""

import json
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from candour.kernel.procedure import Act, Given, Refused
from candour.ledger.rules.commitments import Json
from candour.ledger.services import By, Kind, new_event_id, record
from candour.people.asked import asking_once
from candour.people.models import Body, Person
from candour.people.queries import title_on
from candour.review.models import (
    DipSample,
    Judged,
    QuarterlyReview,
    ReviewAction,
    ReviewItem,
    SeatTaken,
    Signature,
)
from candour.review.queries.evidence import Card, cards_of
from candour.review.queries.facts import quarter_of_review, review_of
from candour.review.queries.sources import population, traces_of
from candour.review.queries.spending import as_kept
from candour.review.rules import procedure as acts
from candour.review.rules.exceptions import reconcile
from candour.review.rules.quarterly import (
    Judgement,
    Minutes,
    Review,
    Stage,
    Substitute,
    seat_on,
    seats_to_fill,
)
from candour.review.rules.sampling import draw
from candour.review.rules.spending import spending_of
from candour.review.rules.traces import Quarter
from candour.review.services.carrying_out import AnyGiven, Deed, Kept

KEPT = Kept[QuarterlyReview, Review](
    rows=QuarterlyReview.objects.all,
    called="review",
    stages=Stage,
    facts=review_of,
    follows=lambda _review: {},
)
AnyDeed = Deed[QuarterlyReview, Review]
Writer = Callable[[AnyDeed], None]


def open_review(body: Body, quarter: Quarter, *, by: By) -> QuarterlyReview:
    """The review of a quarter; it is set up when somebody first turns to it."""
    with transaction.atomic():
        row, made = QuarterlyReview.objects.get_or_create(
            body=body, quarter=quarter.slug, defaults={"opened_at": timezone.now()}
        )
        if made:
            told: dict[str, Json] = {"quarter": quarter.slug}
            record(row.stream, "open_review", by=by, kind=Kind.COLLECTION, fields=told)
    return row


def read_sources(review_id: UUID, *, by: By, seen: int) -> QuarterlyReview:
    """Lay diaries, matters, claims and entries side by side, and note what does not add up.

    What was judged before stays judged; what the sources no longer raise is kept and marked.
    """

    def write(deed: AnyDeed) -> None:
        row = deed.row
        quarter = quarter_of_review(row)
        people = population(row.body, quarter)
        traces = traces_of(row.body, people, quarter, timezone.localdate(deed.now))
        done = reconcile(traces, quarter)
        number = _keep_items(deed, cards_of(traces, done))
        row.spending = as_kept(spending_of(traces, done.paired, quarter))
        row.save(update_fields=["spending"])
        deed.columns = {"sources_read_at": deed.now, "balance": vars(done.balance)}
        deed.told = {"exceptions": number, "commitments": done.balance.commitments}

    return _carry_out(review_id, acts.READ_SOURCES, Given(by=str(by.person)), by, seen, write)


def name_substitute(review_id: UUID, given: Substitute, *, by: By, seen: int) -> QuarterlyReview:
    def write(deed: AnyDeed) -> None:
        seat = min(seats_to_fill(deed.before, deed.before.item(given.item)))
        SeatTaken(
            review=deed.row, event=deed.event, item_id=UUID(given.item), seat=seat.value,
            person_id=UUID(given.who), reason=given.reason.strip(),
        ).save()  # fmt: skip
        deed.told = {"item": given.item, "seat": seat.value, "who": given.who}
        deed.told["reason"] = given.reason.strip()

    return _carry_out(review_id, acts.NAME_SUBSTITUTE, given, by, seen, write)


def judge(review_id: UUID, given: Judgement, *, by: By) -> QuarterlyReview:
    """What one seat makes of one exception. Two reviewers work at once, so no version is asked."""

    def write(deed: AnyDeed) -> None:
        seat = seat_on(deed.before, deed.before.item(given.item), given.by)
        if seat is None or given.verdict is None:  # the rules have said so
            raise Refused("Only the two reviewers, or who stands in for them, judge it.")
        earlier = Judged.objects.filter(item=UUID(given.item), seat=seat.value, superseded_at=None)
        earlier.update(superseded_at=deed.now)
        Judged(
            review=deed.row, event=deed.event, item_id=UUID(given.item), seat=seat.value,
            person_id=UUID(given.by), verdict=given.verdict.value, reason=given.reason.strip(),
            made_at=deed.now,
        ).save()  # fmt: skip
        deed.told = {"item": given.item, "seat": seat.value, "verdict": given.verdict.value}
        deed.told["reason"] = given.reason.strip()

    return _carry_out(review_id, acts.JUDGE, given, by, None, write)


def minute(review_id: UUID, given: Minutes, *, by: By, seen: int) -> QuarterlyReview:
    def write(deed: AnyDeed) -> None:
        words: dict[str, str] = {
            "present": given.present.strip(),
            "minutes": given.text.strip(),
            "learning": given.learning.strip(),
            "trainer": given.trainer.strip(),
        }
        for name, value in words.items():
            setattr(deed.row, name, value)
        deed.row.save(update_fields=list(words))
        deed.told = dict(words)

    return _carry_out(review_id, acts.MINUTE, given, by, seen, write)


def sign(review_id: UUID, *, by: By, seen: int) -> QuarterlyReview:
    """The first signature, or the second, which closes the review."""
    stage = QuarterlyReview.objects.values_list("stage", flat=True).get(pk=review_id)
    act = acts.SIGN if stage == Stage.OPEN.value else acts.COUNTERSIGN

    def write(deed: AnyDeed) -> None:
        after = act.effect(deed.before, Given(by=str(by.person)))
        ((seat, who),) = after.signed - deed.before.signed
        person = Person.objects.get(pk=who)
        Signature(
            review=deed.row, event=deed.event, seat=seat.value, person=person,
            person_was=title_on(person, timezone.localdate(deed.now)), made_at=deed.now,
        ).save()  # fmt: skip
        deed.told = {"seat": seat.value, "content": content_digest(deed.row)}
        if act is acts.COUNTERSIGN:
            deed.columns = {"closed_at": deed.now}

    return _carry_out(review_id, act, Given(by=str(by.person)), by, seen, write)


def take_back(review_id: UUID, *, by: By, seen: int) -> QuarterlyReview:
    def write(deed: AnyDeed) -> None:
        Signature.objects.filter(review=deed.row, taken_back_at=None).update(taken_back_at=deed.now)

    return _carry_out(review_id, acts.TAKE_BACK, Given(by=str(by.person)), by, seen, write)


# ---------------------------------------------------------------- besides the procedure


@transaction.atomic
def add_action(
    row: QuarterlyReview, what: str, owner: Person, due_on: date, *, by: By
) -> ReviewAction:
    """Something to be done; it can be added until the review is closed."""
    if row.stage == Stage.CLOSED.value:
        raise Refused("The review is closed: nothing is added to it.", "COG R/HS/3")
    action = ReviewAction(
        review=row, event=new_event_id(), what=what.strip(), owner=owner, due_on=due_on
    )
    action.save()
    told: dict[str, Json] = {
        "what": action.what, "owner": str(owner.pk), "due_on": due_on.isoformat(),
    }  # fmt: skip
    record(
        row.stream, "add_action", by=by, kind=Kind.COLLECTION, fields=told, event_id=action.event
    )
    return action


@transaction.atomic
def complete_action(action: ReviewAction, done: str, *, by: By) -> ReviewAction:
    """The owner says what was done; that goes on after the review is closed."""
    if by.person != action.owner_id:
        raise Refused("Only the owner of an action says that it is done.")
    if action.done_on is not None:
        raise Refused("This action is done already.")
    action.done, action.done_on = done.strip(), timezone.localdate()
    action.save(update_fields=["done", "done_on"])
    told: dict[str, Json] = {"action": str(action.pk), "done": action.done}
    record(action.review.stream, "complete_action", by=by, kind=Kind.ALTERATION, fields=told)
    return action


@transaction.atomic
def draw_sample(
    row: QuarterlyReview, what: str, population: list[str], size: int, *, sampling_seed: str, by: By
) -> DipSample:
    """Draw references that anybody can draw again from the same list and start value."""
    if row.stage == Stage.CLOSED.value:
        raise Refused("The review is closed: nothing is drawn for it.", "COG R/HS/2")
    if not population:
        raise Refused("There is nothing to draw from in this quarter.")
    drawn = draw(population, sampling_seed=sampling_seed, size=size)
    sample = DipSample(
        review=row, event=new_event_id(), sampling_seed=sampling_seed, what=what,
        population=sorted(population), drawn=drawn,
    )  # fmt: skip
    sample.save()
    told: dict[str, Json] = {
        "sampling_seed": sampling_seed, "what": what,
        "population": list(sample.population), "drawn": list(drawn),
    }  # fmt: skip
    record(
        row.stream, "draw_sample", by=by, kind=Kind.COLLECTION, fields=told, event_id=sample.event
    )
    return sample


def content_digest(row: QuarterlyReview) -> str:
    """A fingerprint of all that is signed: items, judgements, spending, minutes and actions."""
    judged = Judged.objects.filter(review=row, superseded_at=None).order_by("item_id", "seat")
    signed = {
        "items": sorted(
            ReviewItem.objects.filter(review=row, gone=False).values_list("fingerprint", flat=True)
        ),
        "judged": [[str(j.item_id), j.seat, j.verdict, j.reason] for j in judged],
        "spending": row.spending,
        "minutes": [row.present, row.minutes, row.learning, row.trainer],
        "actions": sorted(a.what for a in ReviewAction.objects.filter(review=row)),
    }
    return sha256(json.dumps(signed, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


# ---------------------------------------------------------------- how every act is carried out


def _carry_out(
    review_id: UUID,
    act: Act[Review, AnyGiven],
    given: AnyGiven,
    by: By,
    seen: int | None,
    write: Writer,
) -> QuarterlyReview:
    """The people and posts that its rules ask about are the same from beginning to end."""
    with asking_once():
        return KEPT.carry_out(review_id, act, given, by, seen, write)


def _keep_items(deed: AnyDeed, cards: list[Card]) -> int:
    held = {item.fingerprint: item for item in ReviewItem.objects.filter(review=deed.row)}
    raised = set()
    for card in cards:
        fingerprint = sha256(f"{deed.row.pk}\0{card.klass}\0{card.key}".encode()).hexdigest()
        raised.add(fingerprint)
        item = held.get(fingerprint) or ReviewItem(
            review=deed.row, fingerprint=fingerprint, event=deed.event
        )
        item.klass, item.trace, item.person_id = card.klass, card.trace, UUID(card.person)
        item.reassessed_by_id = UUID(card.reassessed_by) if card.reassessed_by else None
        item.day, item.need, item.reference = card.day, card.need, card.reference
        item.evidence, item.gone = json.dumps(card.shown, ensure_ascii=False), False
        item.save()
    for fingerprint, item in held.items():
        if fingerprint not in raised and not item.gone:
            item.gone = True
            item.save(update_fields=["gone"])
    return len(cards)
