# SPDX-License-Identifier: MIT
"""Claims and card purchases of one person, and what is beside them; who uses a card untrained."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum, Value

from candour.ledger.datakeys import keep_open
from candour.people.models import Person
from candour.registers.entries.gifts_and_hospitality import GiftOrHospitality
from candour.registers.intake.models import (
    CardTransaction,
    Claim,
    ClaimNote,
    StaffListEntry,
    TrainingRecord,
)
from candour.registers.intake.models.rows import ImportedRow
from candour.registers.matters import MatterTold, matters_on
from candour.registers.rules.card_training import (
    Trained,
    Training,
    Use,
    trained,
    untrained_uses,
)

HELD = Q(superseded_by=None, ended_by=None)
SHOWN = 50
MOST_LINES = 200
A_YEAR = timedelta(days=365)
CLAIM, CARD = "claim", "card"
TABLES: Mapping[str, type[ImportedRow]] = {CLAIM: Claim, CARD: CardTransaction}


@dataclass(frozen=True)
class Line:
    """One claim or purchase, with the entries of the same day and the state of a question."""

    kind: str
    pk: int
    key: str
    day: date | None
    pence: int | None
    sort: str
    text: str
    gifts: tuple[str, ...]
    matters: tuple[MatterTold, ...]
    """Requests in the Gateway about an event of that day."""
    asked: str = ""
    """A question that is not answered yet."""
    explained: str = ""

    @property
    def contradicts(self) -> bool:
        """Something was claimed for a day on which every event was declined."""
        answers = [one.takes_part for one in self.matters]
        return bool(answers) and all(answer is False for answer in answers)


def _of_body(body: UUID) -> Q:
    return HELD & (Q(of__body=body) | Q(of__body=None))


def _is_theirs(person: Person, name: str, number: str = "") -> Q:
    """By employee number where the staff list gives it; by name where nobody else here has it."""
    numbers = StaffListEntry.objects.filter(HELD, email__iexact=person.email).exclude(
        employee_number=""
    )
    theirs = Q(pk__in=[])
    if number and person.email:
        theirs |= Q(**{f"{number}__in": numbers.values("employee_number")})
    alike = Person.objects.filter(body=person.body_id, full_name__iexact=person.full_name)
    if alike.exclude(pk=person.pk).exists():
        return theirs
    return theirs | Q(**{f"{name}__iexact": person.full_name})


def own_rows(person: Person, kind: str) -> QuerySet[ImportedRow]:
    name, number = ("claimant", "employee_number") if kind == CLAIM else ("holder", "")
    day = "claimed_for" if kind == CLAIM else "bought_on"
    rows = TABLES[kind]._default_manager.filter(_of_body(person.body_id))
    return rows.filter(_is_theirs(person, name, number)).order_by(f"-{day}", "-pk")


def own_lines(person: Person) -> list[Line]:
    """Newest first: claims and purchases, each with what else stands on its day."""
    rows: list[ImportedRow] = [row for kind in TABLES for row in own_rows(person, kind)[:SHOWN]]
    beside = _beside(person, rows)
    lines = [_line(row, beside) for row in rows]
    return sorted(lines, key=lambda line: line.day or date.min, reverse=True)


def own_line(person: Person, kind: str, pk: int) -> Line | None:
    row = own_rows(person, kind).filter(pk=pk).first() if kind in TABLES else None
    if row is None:
        return None
    return _line(row, _beside(person, [row]))


@dataclass(frozen=True)
class Expense:
    """A claim or purchase as a matter about its day shows it."""

    kind: str
    pk: int
    sort: str
    text: str
    pence: int | None


def expenses_on(person: Person, day: date) -> list[Expense]:
    """What somebody claimed for a day, or bought on it with a card."""
    claims = own_rows(person, CLAIM).filter(Q(claimed_for=day)).order_by()
    bought = own_rows(person, CARD).filter(Q(bought_on=day)).order_by()
    claimed = claims.values_list(Value(CLAIM), "pk", "sort", "description", "pence")
    cards = bought.values_list(Value(CARD), "pk", "merchant", "purpose", "pence")
    return [Expense(*row) for row in claimed.union(cards, all=True)[:SHOWN]]


@dataclass(frozen=True)
class Beside:
    """What stands beside claims: by day, and by the claim."""

    gifts: Mapping[date, Sequence[str]]
    matters: Mapping[date, Sequence[MatterTold]]
    notes: Mapping[str, Sequence[ClaimNote]]


def _beside(person: Person, rows: Sequence[ImportedRow]) -> Beside:
    days = {day for row in rows if (day := day_of(row))}
    return Beside(
        gifts=_gifts_on(person, days),
        matters=matters_on(person, days),
        notes=notes_on(key_of(row) for row in rows),
    )


def key_of(row: ImportedRow) -> str:
    kind = CLAIM if isinstance(row, Claim) else CARD
    return f"{kind} {bytes(row.row_key).hex()}"


def day_of(row: ImportedRow) -> date | None:
    return row.claimed_for if isinstance(row, Claim) else getattr(row, "bought_on", None)


def _line(row: ImportedRow, beside: Beside) -> Line:
    is_claim = isinstance(row, Claim)
    day = day_of(row)
    notes = beside.notes.get(key_of(row), ())
    last = notes[-1] if notes else None
    return Line(
        kind=CLAIM if is_claim else CARD,
        pk=row.pk,
        key=key_of(row),
        day=day,
        pence=getattr(row, "pence", None),
        sort=getattr(row, "sort", "") if is_claim else getattr(row, "merchant", ""),
        text=getattr(row, "description", "") if is_claim else getattr(row, "purpose", ""),
        gifts=tuple(beside.gifts.get(day, ())) if day else (),
        matters=tuple(beside.matters.get(day, ())) if day else (),
        asked=last.text if last and last.what == "asked" else "",
        explained=last.text if last and last.what == "explained" else "",
    )


def _gifts_on(person: Person, days: Iterable[date]) -> Mapping[date, list[str]]:
    """Entries of gifts and hospitality of the same person on these days."""
    wanted = set(days)
    rows = GiftOrHospitality.objects.filter(
        Q(offered_on__in=wanted) | Q(happened_on__in=wanted), person=person, superseded_at=None
    ).exclude(state="withdrawn")
    found: dict[date, list[str]] = defaultdict(list)
    for row in rows.order_by("declared_at") if wanted else ():
        for day in {row.offered_on, row.happened_on} & wanted:
            if day:
                found[day].append(row.reference)
    return found


def notes_on(keys: Iterable[str]) -> Mapping[str, list[ClaimNote]]:
    """Questions and explanations, oldest first."""
    wanted = list(keys)
    rows = list(ClaimNote.objects.filter(line__in=wanted).order_by("said_at")) if wanted else []
    keep_open(row.stream for row in rows)
    found: dict[str, list[ClaimNote]] = defaultdict(list)
    for row in rows:
        found[row.line].append(row)
    return found


def open_questions(person: Person) -> QuerySet[ClaimNote]:
    """Questions about their claims that this person has not answered."""
    later = ClaimNote.objects.filter(line=OuterRef("line"), said_at__gt=OuterRef("said_at"))
    return ClaimNote.objects.filter(~Exists(later), person=person, what="asked")


# ------------------------------------------------------------------ cards and training


@dataclass(frozen=True)
class Holder:
    """Somebody who holds a card, as finance names them."""

    name: str
    uses: int
    pence: int
    last_used: date | None
    trained: Trained
    expires_on: date | None
    untrained: int
    """Purchases of the last year on days on which no training counted."""
    no_receipt: int


def holders(body: UUID, today: date, *, page: int = 1) -> tuple[list[Holder], bool]:
    """Card holders of the last year by what they spent; whether there are more."""
    since = today - A_YEAR
    rows = CardTransaction.objects.filter(_of_body(body), bought_on__gt=since).exclude(holder="")
    first = (page - 1) * SHOWN
    grouped = (
        rows.order_by()
        .values("holder")
        .annotate(uses=Count("pk"), pence=Sum("pence"), last=Max("bought_on"))
    )
    found = list(grouped.order_by("-pence", "holder")[first : first + SHOWN + 1])
    names = [one["holder"] for one in found[:SHOWN]]
    uses, trainings = _uses(rows, names), trainings_of(body, names)
    return [
        _holder(one, uses[one["holder"]], trainings[one["holder"].casefold()], today)
        for one in found[:SHOWN]
    ], len(found) > SHOWN


def _uses(rows: QuerySet[CardTransaction], names: Sequence[str]) -> Mapping[str, list[Use]]:
    found: dict[str, list[Use]] = defaultdict(list)
    wanted = rows.filter(holder__in=names).values_list("holder", "bought_on", "pence", "receipt")
    for name, day, pence, receipt in wanted:
        if day:
            found[name].append(Use(day, pence or 0, receipt=_has_receipt(receipt)))
    return found


def _has_receipt(text: str) -> bool:
    return text.strip().casefold() not in {"", "no", "n", "none", "missing", "false", "0"}


def trainings_of(body: UUID, names: Iterable[str]) -> Mapping[str, list[Training]]:
    """Courses on corporate cards, by the name in small letters."""
    wanted = reduce(or_, (Q(person__iexact=name) for name in names), Q(pk__in=[]))
    rows = TrainingRecord.objects.filter(_of_body(body), wanted, course__icontains="card")
    found: dict[str, list[Training]] = defaultdict(list)
    for row in rows.exclude(completed_on=None):
        if row.completed_on:
            found[row.person.casefold()].append(Training(row.completed_on, row.expires_on))
    return found


def _holder(
    one: Mapping[str, object], uses: Sequence[Use], trainings: Sequence[Training], today: date
) -> Holder:
    last = max(trainings, key=lambda each: each.completed_on, default=None)
    return Holder(
        name=str(one["holder"]),
        uses=len(uses),
        pence=sum(use.pence for use in uses),
        last_used=max((use.bought_on for use in uses), default=None),
        trained=trained(trainings, today),
        expires_on=last.expires_on if last else None,
        untrained=len(untrained_uses(trainings, uses)),
        no_receipt=sum(not use.receipt for use in uses),
    )


@dataclass(frozen=True)
class Purchase:
    """One purchase as finance looks at it."""

    pk: int
    key: str
    holder: str
    day: date | None
    pence: int | None
    merchant: str
    purpose: str
    receipt: bool
    trained: bool
    asked: str = ""
    explained: str = ""


def lines_of_holder(body: UUID, name: str, today: date, *, pk: int | None = None) -> list[Purchase]:
    """The purchases of a holder within a year, newest first; or the one of this key."""
    rows = CardTransaction.objects.filter(_of_body(body)).exclude(holder="")
    wanted = Q(pk=pk) if pk is not None else Q(holder=name, bought_on__gt=today - A_YEAR)
    found = list(rows.filter(wanted).order_by("-bought_on", "-pk")[:MOST_LINES])
    trainings = trainings_of(body, {row.holder for row in found})
    notes = notes_on(key_of(row) for row in found)
    return [_purchase(row, trainings, notes.get(key_of(row), ())) for row in found]


def _purchase(
    row: CardTransaction, trainings: Mapping[str, list[Training]], notes: Sequence[ClaimNote]
) -> Purchase:
    known = trainings[row.holder.casefold()]
    last = notes[-1] if notes else None
    return Purchase(
        pk=row.pk,
        key=key_of(row),
        holder=row.holder,
        day=row.bought_on,
        pence=row.pence,
        merchant="" if row.masked else row.merchant,
        purpose=row.purpose or row.category,
        receipt=_has_receipt(row.receipt),
        trained=row.bought_on is not None and any(t.counts_on(row.bought_on) for t in known),
        asked=last.text if last and last.what == "asked" else "",
        explained=last.text if last and last.what == "explained" else "",
    )


def holder_named(body: UUID, name: str) -> Person | None:
    """The colleague whom finance means, if there is just one of that name."""
    found = list(Person.objects.filter(body=body, full_name__iexact=name)[:2]) if name else []
    return found[0] if len(found) == 1 else None
