# SPDX-License-Identifier: MIT
"""Queues messages within the act that causes them, and sends failed ones again.

A message that is queued in a transaction that is rolled back never existed, so it is never sent.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from candour.correspondence.addressing import Addressee, AttachedFile, checked
from candour.correspondence.composing import Draft
from candour.correspondence.letters_on_file import Audience
from candour.correspondence.models import Attachment, Message, State
from candour.kernel.procedure import Refused
from candour.ledger.sealing import place, seal_bytes
from candour.ledger.services import By, Kind, NotInATransaction, record
from candour.people.written import insert_row

SENT_AGAIN = "message_sent_again"
CAN_GO_AGAIN = (State.FAILED.value, State.REFUSED.value, State.GAVE_UP.value)


def queue(
    draft: Draft,
    *,
    to: Addressee,
    stream: UUID,
    by: By,
    attached: Sequence[AttachedFile] = (),
    event_id: UUID | None = None,
    once: str = "",
) -> Message:
    """Put a message in the outbox, inside the caller's transaction; the caller records the act.

    With `once`, a message that was queued under the same key before is returned instead.
    """
    if not connection.in_atomic_block:
        raise NotInATransaction("queue a message inside the transaction of the act that causes it")
    if once and (earlier := Message.objects.filter(once=once).first()):
        return earlier
    addressee = checked(to)
    message = Message(
        stream=stream,
        once=once,
        subject=draft.subject,
        to_party=draft.audience is Audience.PARTY,
        language=draft.language,
        letter=draft.letter,
        to_name=addressee.name,
        to_address=addressee.address,
        text=draft.text,
        html=draft.html,
        link=draft.link,
        queued_by_id=by.person,
        event_id=event_id,
    )
    insert_row(message)
    for order, file in enumerate(attached):
        _attach(message, order, file)
    return message


def _attach(message: Message, order: int, file: AttachedFile) -> None:
    row = Attachment(
        message=message,
        order=order,
        name=file.name,
        content_type=file.content_type,
        size=len(file.data),
    )
    row.data = seal_bytes(message.stream, place(row._meta.db_table, row.pk, "data"), file.data)
    row.save(force_insert=True)


def send_again(message_id: UUID, *, by: By, now: datetime, address: str = "") -> Message:
    """Give a message that did not get through a fresh start, to a corrected address if given."""
    with transaction.atomic():
        message = Message.objects.select_for_update().get(pk=message_id)
        if message.state not in CAN_GO_AGAIN:
            raise Refused("This message has not failed, so there is nothing to send again.")
        if message.leased_until and message.leased_until > now:
            raise Refused("This message is being sent at this moment. Look again in a minute.")
        if address:
            to = checked(Addressee(message.to_name, address, message.language))
            message.to_address = to.address
        message.state = State.QUEUED.value
        message.tries = 0
        message.next_try_at = now
        message.problem = ""
        message.save()
        record(
            message.stream,
            SENT_AGAIN,
            by=by,
            kind=Kind.ALTERATION,
            fields={"message": str(message.pk), "address_corrected": bool(address)},
        )
    return message
