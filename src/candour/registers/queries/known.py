# SPDX-License-Identifier: MIT
"""What the registers said of the people in a matter when somebody decided (G17)."""

from candour.audit.known import Asked, Fact
from candour.people.models import Person
from candour.people.phrased import Phrased
from candour.registers.base import NEWEST_FIRST, RegisterEntry, Show, by_slug
from candour.registers.models import Listing
from candour.registers.queries.shown import lines_of
from candour.registers.queries.visible import sight_of, visible_to

LATEST = 20
"""Of each register: the record keeps what was known, not a copy of a register."""
DEEPEST = Show.STAFF
"""What only a managing unit reads stays in the register: others read the decision too."""


LISTED = Phrased(
    lambda people: (
        Listing.objects.filter(person__in=people)
        .order_by()
        .values_list("register", flat=True)
        .distinct()
    )
)


def entries_known(asked: Asked) -> list[Fact]:
    """The entries that count, as far as whoever decides may see them; nothing held in confidence."""
    models = [by_slug(slug) for slug in sorted(LISTED(sorted(asked.people)))]
    open_to_see = [one for one in models if one and not one.register.in_confidence]
    if not open_to_see:
        return []
    reader = Person.objects.get(pk=asked.reader)
    return [fact for model in open_to_see for fact in _of_register(model, reader, asked)]


def _of_register(model: type[RegisterEntry], reader: Person, asked: Asked) -> list[Fact]:
    sight = sight_of(model, reader, asked.on)
    rows = visible_to(model, reader, sight).filter(person__in=asked.people)
    newest = rows.select_related("person").order_by(*NEWEST_FIRST)[:LATEST]
    return [_fact(row, sight.depth(row)) for row in newest]


def _fact(row: RegisterEntry, depth: Show | None) -> Fact:
    reach = min(depth or Show.PUBLIC, DEEPEST, key=list(Show).index)
    said = "; ".join(f"{line.label}: {line.value}" for line in lines_of(row, reach))
    whose = row.person.full_name if row.person else ""
    return f"{row.register.title}, {row.reference}", f"{whose}, {row.declared_on}. {said}"
