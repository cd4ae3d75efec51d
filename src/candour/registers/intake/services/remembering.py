# SPDX-License-Identifier: MIT
"""Remembers how the files of a source are to be read, by the headings that they come with."""

import hashlib
from uuid import UUID

from django.utils import timezone

from candour.registers.intake.choices import Choices, read_choices
from candour.registers.intake.examining import Examined
from candour.registers.intake.kinds import Kind
from candour.registers.intake.models import RememberedColumns
from candour.registers.intake.sheets import Book
from candour.registers.intake.tables import Table, tables_in


def recall(kind: Kind, book: Book, chosen: Choices) -> Choices:
    """What was decided about these headings before, and what is decided now."""
    if not RememberedColumns.objects.filter(kind=kind.name).exists():
        return chosen
    tables = [table for sheet in book.sheets for table in tables_in(sheet, kind, chosen.columns)]
    wanted = [_signature(table) for table in tables if table.headings]
    found = RememberedColumns.objects.filter(kind=kind.name, signature__in=wanted).order_by(
        "decided_at"
    )
    before = Choices()
    for each in found:
        before = before.with_these(read_choices(kind, each.choices))
    return before.with_these(chosen)


def remember(kind: Kind, examined: Examined, choices: Choices, person: UUID | None) -> None:
    """Keep what somebody chose; what was found without anybody's help is found again."""
    if choices == Choices():
        return
    for judge in examined.judges:
        if judge.blocked is None:
            RememberedColumns.objects.update_or_create(
                kind=kind.name,
                signature=_signature(judge.table),
                defaults={
                    "choices": choices.as_json(),
                    "decided_by_id": person,
                    "decided_at": timezone.now(),
                },
            )


def _signature(table: Table) -> str:
    return hashlib.sha256("\x1f".join(table.signature).encode()).hexdigest()
