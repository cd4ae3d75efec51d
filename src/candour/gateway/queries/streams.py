# SPDX-License-Identifier: MIT
"""The streams of matters, for commands and counts: they open nothing."""

from uuid import UUID

from candour.gateway.models import Case
from candour.ledger.trail import Streams


def stream_of(reference: str) -> UUID | None:
    return Case.objects.filter(reference=reference).values_list("stream", flat=True).first()


def streams_of_body(body: UUID) -> Streams:
    """Of every matter of a body, for counting who has looked; never for opening one."""
    return Case.objects.filter(body=body).values_list("stream", flat=True)
