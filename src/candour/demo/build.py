# SPDX-License-Identifier: MIT
"""The synthetic county of Aldshire: a force and a commissioner's office, wholly invented."""

from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from candour.demo import (
    boards,
    entries,
    finance,
    inspections,
    outcomes,
    procurements,
    promises,
    publications,
    reporting,
    roster,
    spending,
)
from candour.demo.appearance import dress
from candour.demo.diaries import bring_in, lay_out
from candour.demo.matters import fill
from candour.demo.people import SETUP, Population
from candour.demo.policies import Shelf
from candour.directory import queries
from candour.kernel.procedure import words
from candour.people.models import Body, Person, Post
from candour.policy.packs_on_file import read_pack, shipped_pack
from candour.review.rules.traces import quarter_of

PACKS = {
    roster.FORCE: "police_force",
    roster.COMMISSIONER: "police_and_crime_commissioner",
}
SEATS = {roster.FORCE: roster.FORCE_SEATS, roster.COMMISSIONER: roster.COMMISSIONER_SEATS}


def build_if_empty(*, matters: bool = True, registers: bool = True) -> bool:
    """Build Aldshire in an empty database; say whether there was anything to build.

    Tests that make their own matters leave those of the demonstration out.
    """
    with transaction.atomic():
        if Body.objects.exists():
            return False
        population = Population(timezone.localdate())
        population.add_bodies()
        dress(population.bodies, by=SETUP)
        posts_of: dict[str, dict[str, Post]] = {}
        for slug, name in PACKS.items():
            pack = read_pack(shipped_pack(name))
            posts = posts_of[slug] = population.add_posts(slug, pack)
            population.fill(slug, posts, SEATS[slug])
            Shelf(population.bodies[slug], name, pack, population.today).fill()
        population.add_someone_without_a_post()
        for slug, posts in posts_of.items():
            population.fill(slug, posts, roster.INSPECTORS)
        population.lend()
        population.open_accounts()
        if matters:
            fill(population.people, population.today)
            bring_in(population.people, population.today)
        if matters and registers:
            _fill_registers(population.people, population.today)
    return True


def _fill_registers(people: Mapping[str, Person], today: date) -> None:
    """Entries, money, and what follows from both: published, reviewed, reported."""
    entries.fill(people, today)
    promises.plant_and_sweep(people, today)
    finance.bring_in(people, today)
    spending.fill(people, today)
    procurements.fill(people, today)
    outcomes.record(people, today)
    publications.publish(people, today)
    lay_out(people, quarter_of(today).before)
    reporting.send(people, today)
    inspections.prepare(people, today)
    boards.convene(people, today)


def sign_in_names() -> list[tuple[str, str]]:
    """What each name is, and the name."""
    return [
        (f"{name.post or 'No post yet'}, {name.body}", name.username)
        for name in queries.sign_in_names(timezone.localdate())
    ]


def sign_in_words() -> str:
    """The names by role, and the one password, as the terminal shows them."""
    names = queries.sign_in_names(timezone.localdate())
    width = max((len(name.username) for name in names), default=0)
    lines = [f"Sign in with any of these names and the password {settings.DEMO_PASSWORD}"]
    body = ""
    for name in names:
        if name.body != body:
            body = name.body
            lines += ["", f"  {body}"]
        role = words(name.role).capitalize() if name.role else "No post yet"
        lines.append(f"    {name.username:<{width}}  {role}: {name.post}".removesuffix(": "))
    return "\n".join(lines)
