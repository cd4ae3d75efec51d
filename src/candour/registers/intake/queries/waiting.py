# SPDX-License-Identifier: MIT
"""What an import that waits consists of: its files, and what was decided about them."""

from candour.ledger.sealing import open_bytes, place
from candour.registers.intake.choices import Choices, read_choices
from candour.registers.intake.known_kinds import kind_named
from candour.registers.intake.models import Import, ImportFile
from candour.registers.intake.sheets import Source

CONTENT = "content"


def label_of(file: ImportFile) -> str:
    return place(file._meta.db_table, file.pk, CONTENT)


def sources_of(of: Import) -> list[Source]:
    files = of.files.exclude(content=None).order_by("order")
    return [
        Source(each.name, open_bytes(of.pk, label_of(each), bytes(each.content or b"")))
        for each in files
    ]


def choices_of(of: Import) -> Choices:
    return read_choices(kind_named(of.kind), of.choices) if of.choices else Choices()
