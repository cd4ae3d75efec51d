# SPDX-License-Identifier: MIT
"""How many conditions decisions carry; what they say is nobody's here."""

from collections.abc import Collection

from django.db.models import Count

from candour.registers.models import Condition


def counted_conditions(references: Collection[str]) -> dict[str, int]:
    """Conditions in force, by the reference of the entry; one query, none where there is nothing."""
    if not references:
        return {}
    rows = Condition.objects.filter(reference__in=references, ended_at=None)
    counted = rows.order_by().values_list("reference").annotate(Count("id"))
    return dict(counted)
