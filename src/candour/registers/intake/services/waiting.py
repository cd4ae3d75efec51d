# SPDX-License-Identifier: MIT
"""An import in the browser: uploaded, laid out, decided about, looked at, and then carried out."""

import hashlib
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from candour.kernel.procedure import Refused
from candour.ledger.sealing import seal_bytes
from candour.ledger.services import By
from candour.people.models import Person
from candour.registers.intake.choices import Choices
from candour.registers.intake.kinds import Kind
from candour.registers.intake.known_kinds import kind_named
from candour.registers.intake.models import Import, ImportFile, State
from candour.registers.intake.queries.waiting import choices_of, label_of, sources_of
from candour.registers.intake.reading import read_book
from candour.registers.intake.services.importing import Imported, import_files
from candour.registers.intake.sheets import Source


@transaction.atomic
def begin(
    kind: Kind,
    sources: Sequence[Source],
    person: Person,
    *,
    by: By,
    continues: Import | None = None,
) -> UUID:
    """Take files in and look at them; nothing is in a register yet."""
    if not sources:
        raise Refused("Upload at least one file.", about="files")
    for source in sources:
        read_book(source.name, source.data)  # raises with its sentence before anything is kept
    of = Import.objects.create(
        kind=kind.name,
        started_by=person,
        body=person.body,
        continues=continues,
        choices=continues.choices if continues else {},
    )
    for order, source in enumerate(sources):
        file = ImportFile(
            of=of,
            order=order,
            name=source.name[:255],
            sha256=hashlib.sha256(source.data).hexdigest(),
            size=len(source.data),
        )
        file.content = seal_bytes(of.pk, label_of(file), source.data)
        file.save(force_insert=True)
    _look(of, by)
    return of.pk


@transaction.atomic
def choose(import_id: UUID, more: Choices, *, by: By) -> None:
    """Add what was decided, and look at the files again in its light."""
    of = _waiting(import_id)
    of.choices = choices_of(of).with_these(more).as_json()
    of.save(update_fields=["choices"])
    _look(of, by)


def _look(of: Import, by: By) -> None:
    """Carry the import out, keep only what it would say."""
    done = import_files(
        kind_named(of.kind), sources_of(of), by=by, choices=choices_of(of), dry_run=True
    )
    of.report = done.report.as_json()
    of.save(update_fields=["report"])


def carry_out(import_id: UUID, *, by: By) -> Imported:
    """Put what is ready into the register; what is refused stays with the import, row by row."""
    with transaction.atomic():
        of = _waiting(import_id)
        return import_files(
            kind_named(of.kind), sources_of(of), by=by, choices=choices_of(of), into=of.pk
        )


@transaction.atomic
def forget(import_id: UUID) -> None:
    """Throw an import away that was never carried out, with its files."""
    _waiting(import_id).delete()


def _waiting(import_id: UUID) -> Import:
    of = Import.objects.select_for_update().filter(pk=import_id).first()
    if of is None or of.state != State.WAITING.value:
        raise Refused(
            "Check the list of imports: this one was carried out or thrown away meanwhile."
        )
    return of
