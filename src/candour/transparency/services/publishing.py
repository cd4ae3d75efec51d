# SPDX-License-Identifier: MIT
"""Publishes a release after a second look, and takes it down again."""

from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils import timezone

from candour.kernel.procedure import Given
from candour.ledger.rules.commitments import Json
from candour.ledger.services import By, Kind, NewEvent, new_event_id
from candour.transparency.models import DatasetRelease, ReleaseLine
from candour.transparency.queries.releases import decisions_of, places_in
from candour.transparency.rules import publication as acts
from candour.transparency.rules.publication import After, Reasoned, Stage
from candour.transparency.rules.redaction import shown
from candour.transparency.services.carrying_out import Deed, carry_out, deed_of, move, settle

THE_CALENDAR = By(person=None, role="service", name="Publication")


def stream_of_row(release: DatasetRelease, reference: str) -> UUID:
    """All that was ever published under one permanent address stands in one stream."""
    return uuid5(NAMESPACE_URL, f"{release.body_id}/{release.dataset}/{reference}")


def send_back(key: UUID, reason: str, *, by: By, seen: int | None = None) -> DatasetRelease:
    def write(deed: Deed) -> None:
        deed.columns = {"sent_back": reason.strip()}
        deed.told = {"reason": reason.strip()}

    given = Reasoned(by=str(by.person), reason=reason)
    return carry_out(key, acts.SEND_BACK, given, by=by, seen=seen, write=write)


def publish(key: UUID, *, by: By, seen: int | None = None) -> DatasetRelease:
    """The second person's approval makes it public, row by row; an earlier release gives way."""

    def write(deed: Deed) -> None:
        today = timezone.localdate(deed.now)
        keep = deed.dataset.keep_days
        deed.columns = {
            "approved_by_id": by.person,
            "approved_at": deed.now,
            "unpublish_on": today + timedelta(days=keep) if keep else None,
            "published_event": deed.event,
        }
        _give_way(deed)
        public = _publish_rows(deed, by)
        deed.told = {
            "dataset": deed.dataset.code, "span": deed.span.code, "number": deed.row.number,
            "note": deed.row.note, "rows": public, "bands": deed.row.bands,
            "withheld": sum(bool(line.withheld) for line in deed.lines),
        }  # fmt: skip

    return carry_out(key, acts.PUBLISH, Given(by=str(by.person)), by=by, seen=seen, write=write)


def _give_way(deed: Deed) -> None:
    earlier = DatasetRelease.objects.filter(
        body=deed.row.body_id,
        dataset=deed.row.dataset,
        span=deed.row.span,
        stage=Stage.PUBLISHED.value,
    )
    earlier.update(stage=After.CORRECTED.value, ended_at=deed.now)


def _publish_rows(deed: Deed, by: By) -> int:
    public = [line for line in deed.lines if not line.withheld]
    for line in public:
        line.shown = shown(line.row, decisions_of(line), places_in(line))
        line.event = new_event_id()
        row: dict[str, Json] = {
            "body": deed.row.body.slug, "dataset": deed.row.dataset, "span": deed.row.span,
            "number": deed.row.number, **line.shown,
        }  # fmt: skip
        stream = stream_of_row(deed.row, line.reference)
        deed.beside.append(
            NewEvent(stream, "publish_row", by, Kind.DISCLOSURE, {"row": row}, (), line.event)
        )
    ReleaseLine.objects.bulk_update(public, ["shown", "event"])
    return len(public)


def withdraw(key: UUID, reason: str, *, by: By, seen: int | None = None) -> DatasetRelease:
    """Take it from the public at once; what remains is that it was there, and why it is gone."""

    def write(deed: Deed) -> None:
        deed.columns = {"note": reason.strip(), "ended_at": deed.now}
        deed.told = {"reason": reason.strip()}

    given = Reasoned(by=str(by.person), reason=reason)
    return carry_out(key, acts.WITHDRAW, given, by=by, seen=seen, write=write)


def expire_due(now: datetime) -> int:
    """Take down whatever has been public for as long as it may; returns how many releases."""
    today = timezone.localdate(now)
    due = DatasetRelease.objects.filter(stage=Stage.PUBLISHED.value, unpublish_on__lte=today)
    keys = list(due.order_by("starts_on").values_list("pk", flat=True))
    for key in keys:
        _expire(key, today)
    return len(keys)


@transaction.atomic
def _expire(key: UUID, today: date) -> None:
    row = DatasetRelease.objects.select_for_update(of=("self",)).select_related("body").get(pk=key)
    if row.stage != Stage.PUBLISHED.value:
        return
    deed = deed_of(row)
    deed.columns = {"ended_at": deed.now}
    deed.told = {"due": today.isoformat()}
    move(deed, After.EXPIRED.value)
    settle(deed, "expire_release", THE_CALENDAR, kind=Kind.ALTERATION)
