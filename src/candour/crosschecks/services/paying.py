# SPDX-License-Identifier: MIT
"""The sums of every paid name, kept for look-ups: rows that say the same as before stay as they are."""

from collections.abc import Mapping
from dataclasses import asdict

from candour.crosschecks.models import Paid
from candour.linkage.rules.names import parse
from candour.linkage.rules.tokens import key
from candour.registers.intake.queries.totals import Total

AT_ONCE = 1_000
LONGEST = 300
SUMS = (
    "number", "payments", "paid", "contracts", "awarded", "cards", "charged", "first_on",
    "last_on", "contract", "ends_on",
)  # fmt: skip


def keep_paid(totals: Mapping[str, Total]) -> None:
    held = {row.name: row for row in Paid.objects.all()}
    wanted = {name[:LONGEST]: total for name, total in totals.items() if parse(name).can_match}
    fresh = [_row(name, total) for name, total in wanted.items() if name not in held]
    Paid.objects.bulk_create(fresh, batch_size=AT_ONCE)
    changed = [
        held[name] for name, total in wanted.items() if name in held and _differ(held[name], total)
    ]
    Paid.objects.bulk_update(changed, SUMS, batch_size=AT_ONCE)
    gone = [row.pk for name, row in held.items() if name not in wanted]
    for first in range(0, len(gone), AT_ONCE):
        Paid.objects.filter(pk__in=gone[first : first + AT_ONCE]).delete()


def _row(name: str, total: Total) -> Paid:
    main = parse(name).aliases[0]
    return Paid(name=name, key=key(main.words)[:LONGEST], **_sums(total))


def _sums(total: Total) -> dict[str, object]:
    return {**asdict(total), "number": total.number[:20], "contract": total.contract[:300]}


def _differ(row: Paid, total: Total) -> bool:
    """Whether the sums have changed; the row then says the new ones."""
    changed = False
    for name, value in _sums(total).items():
        if getattr(row, name) != value:
            setattr(row, name, value)
            changed = True
    return changed
