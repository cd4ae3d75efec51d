# SPDX-License-Identifier: MIT
"""Who acted, and what they did, as it is handed to the record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from candour.ledger.rules.commitments import Json
from candour.ledger.rules.entry import Kind


@dataclass(frozen=True)
class By:
    """The person who acted and in which function; without a person, the name of who or what did."""

    person: UUID | None
    role: str
    on_behalf_of: UUID | None = None
    name: str = ""


@dataclass(frozen=True)
class NewEvent:
    stream: UUID
    act: str
    by: By
    kind: Kind
    fields: Mapping[str, Json]
    clauses: Sequence[str] = ()
    event_id: UUID | None = None
