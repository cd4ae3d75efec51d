# SPDX-License-Identifier: MIT
"""Every way in which the posts of the Gateway may be held, and all that its people might try.

One person may hold any set of posts; each such combination is a world of its own. In each world
everybody tries every act with good answers and with each kind of bad answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import Any

from candour.gateway.rules.abstraction import LATER, forget
from candour.gateway.rules.attempts import OUTSIDE_ASSESSORS, PARTY, Cast, answers_to
from candour.gateway.rules.invariants import INVARIANTS
from candour.gateway.rules.matter import Matter, Posts, Times, roles_in
from candour.gateway.rules.procedure import GATEWAY
from candour.gateway.rules.stage_one_notification import Concerned
from candour.kernel.exploration import World
from candour.kernel.procedure import Act, Given, Procedure
from candour.kernel.roles import Role

POSTS = (
    "chief officer",
    "secretariat",
    "head of secretariat",
    "staff officer",
    "head of standards",
    "deputy head of standards",
    "association representative",
)
"""The posts that may be held together; the organiser and those from outside stand apart."""

OUTSIDE_REASSESSORS = ("reassessor from outside", "another reassessor from outside")
SOURCE_UNIT = "counter-corruption unit"
WITHOUT_CONFLICT = frozenset({OUTSIDE_ASSESSORS[-1], OUTSIDE_REASSESSORS[-1]})
"""Another force can always send somebody who has no conflict to declare."""

CONCERNED = (
    "chief officer",
    "head of secretariat",
    "staff officer",
    "head of standards",
    "deputy head of standards",
)


@dataclass(frozen=True)
class Setting:
    """What is special about the matters of a world."""

    posts: tuple[str, ...] = CONCERNED
    """The posts that may fall together; the others have no part here and stand apart."""
    parties: frozenset[str] = frozenset({PARTY})
    representative: bool = False
    attends: bool = False
    """The staff officer may be concerned in the matter; there is another one."""
    sensitive: bool = False
    urgent: bool = False
    line: bool = False
    in_another_post: bool = False
    """The population is more than the chief officers: the subject may hold any post of it."""
    succession: bool = False


class Circumstance(StrEnum):
    """Each special course is explored on its own, with every combination of its posts."""

    ORDINARY = "ordinary"
    REPRESENTATIVE_ATTENDS = "a staff association representative attends"
    STAFF_OFFICER_ATTENDS = "the staff officer attends, and there is another"
    SENSITIVE = "sensitive material is asked about, and nobody outside is concerned"
    IN_ANOTHER_POST = "the subject holds no chief officer's post, and somebody else does"
    URGENT = "the event comes before a recommendation is due"
    LINE = "standards report to the chief officer"
    SUCCESSION = "everyone leaves and is succeeded"


SETTINGS = {
    Circumstance.ORDINARY: Setting((*CONCERNED, "secretariat")),
    Circumstance.REPRESENTATIVE_ATTENDS: Setting(
        (*CONCERNED, "association representative"), representative=True
    ),
    Circumstance.STAFF_OFFICER_ATTENDS: Setting(attends=True),
    Circumstance.SENSITIVE: Setting(sensitive=True, parties=frozenset()),
    Circumstance.IN_ANOTHER_POST: Setting(in_another_post=True),
    Circumstance.URGENT: Setting(urgent=True),
    Circumstance.LINE: Setting(line=True),
    Circumstance.SUCCESSION: Setting(succession=True),
}


def worlds(procedure: Procedure[Matter] = GATEWAY) -> Iterator[World[Matter]]:
    """Every combination of who holds which post, in every circumstance."""
    for circumstance, setting in SETTINGS.items():
        for held in combinations(setting.posts):
            apart = {post: post for post in POSTS if post not in setting.posts}
            yield world({**held, **apart}, circumstance, procedure)


THE_KNOWN_HOLE = (
    ("chief officer", "head of standards"),
    ("staff officer", "deputy head of standards"),
)
"""The head of standards is the subject and their deputy assessed: nobody inside may reassess."""


def worlds_that_matter_most(procedure: Procedure[Matter] = GATEWAY) -> Iterator[World[Matter]]:
    """Each post apart in every circumstance, and the combinations that are hardest to answer."""
    for circumstance in Circumstance:
        yield world(sharing(), circumstance, procedure)
    everything = sharing(POSTS)
    for held in (everything, sharing(*THE_KNOWN_HOLE), sharing(CONCERNED[1:])):
        yield world(held, Circumstance.ORDINARY, procedure)


def sharing(*groups: tuple[str, ...]) -> dict[str, str]:
    """Each post held by one person, but these groups of posts each by one."""
    first = {post: group[0] for group in groups for post in group}
    return {post: first.get(post, post) for post in POSTS}


def combinations(posts: tuple[str, ...] = POSTS) -> Iterator[dict[str, str]]:
    """Every way of sharing the posts among persons: each set partition once."""
    yield from _share(posts, {}, 0)


def _share(left: tuple[str, ...], held: dict[str, str], persons: int) -> Iterator[dict[str, str]]:
    if not left:
        yield held
        return
    for number in range(persons + 1):
        more = max(persons, number + 1)
        yield from _share(left[1:], {**held, left[0]: f"person {number + 1}"}, more)


ANOTHER_STAFF_OFFICER = "another staff officer"
ANOTHER_CHIEF = "another chief officer"


def posts_held(held: dict[str, str], setting: Setting) -> Posts:
    """The functions that these holders have; with `line`, standards report to the officer."""
    more = {ANOTHER_STAFF_OFFICER} if setting.attends else set()
    chief = ANOTHER_CHIEF if setting.in_another_post else held["chief officer"]
    holders = {
        Role.PRINCIPAL: frozenset({chief}),
        Role.SECRETARIAT: frozenset({held["secretariat"]}),
        Role.OVERSEER: frozenset({held["head of secretariat"]}),
        Role.ASSESSOR: frozenset({held["staff officer"]} | more),
        Role.EXTERNAL_ASSESSOR: frozenset(OUTSIDE_ASSESSORS),
        Role.REASSESSOR: frozenset({held["head of standards"]}),
        Role.DEPUTY_REASSESSOR: frozenset({held["deputy head of standards"]}),
        Role.EXTERNAL_REASSESSOR: frozenset(OUTSIDE_REASSESSORS),
        Role.SOURCE_UNIT: frozenset({SOURCE_UNIT}),
    }
    above = frozenset({held["chief officer"]})
    managed = (held["head of standards"], held["deputy head of standards"]) if setting.line else ()
    return Posts(holders, {person: above - {person} for person in managed})


SUCCEEDED = replace(LATER, advice_overdue=False, decision_overdue=False, principal_left=True)
"""Nothing waits for anybody, but everybody has left: what they left must be taken on."""


def world(
    held: dict[str, str],
    circumstance: Circumstance = Circumstance.ORDINARY,
    procedure: Procedure[Matter] = GATEWAY,
) -> World[Matter]:
    """The world in which the posts are held so, in this circumstance."""
    setting = SETTINGS[circumstance]
    inside = tuple(sorted(set(held.values())))
    successors = {post: f"successor of {person}" for post, person in held.items()}
    people = (*inside, *OUTSIDE_ASSESSORS, *OUTSIDE_REASSESSORS, SOURCE_UNIT, PARTY)
    if setting.succession:
        people += tuple(sorted(set(successors.values())))
    if setting.attends:
        people += (ANOTHER_STAFF_OFFICER,)
    if setting.in_another_post:
        people += (ANOTHER_CHIEF,)
    start = Matter(
        principal=held["chief officer"],
        posts=posts_held(held, setting),
        parties=setting.parties,
        times=Times(event_before_advice_due=setting.urgent),
    )
    return World(
        name=_name(held, circumstance),
        procedure=procedure,
        starts=((procedure.start, start),),
        people=people,
        roles=partial(_roles_left, gone=frozenset(inside)) if setting.succession else roles_in,
        tries=partial(_tries, cast=Cast(held, people), setting=setting),
        time_passes=partial(_succession, successors=posts_held(successors, setting))
        if setting.succession
        else _later,
        forget=partial(forget, keeps_time=setting.succession),
        invariants=INVARIANTS,
    )


def _name(held: dict[str, str], circumstance: Circumstance) -> str:
    shared: dict[str, list[str]] = {}
    for post, person in held.items():
        shared.setdefault(person, []).append(post)
    groups = [" = ".join(posts) for posts in shared.values() if len(posts) > 1]
    words = "; ".join(groups) or "each post held by one person"
    return f"{words}; {circumstance}"


def _later(matter: Matter) -> Matter | None:
    if matter.times.windows_over:
        return None
    urgent = matter.times.event_before_advice_due
    return replace(matter, times=replace(LATER, event_before_advice_due=urgent))


def _succession(matter: Matter, *, successors: Posts) -> Matter | None:
    if matter.times.windows_over:
        return None
    return replace(matter, times=SUCCEEDED, posts=successors)


def _roles_left(matter: Matter, person: str, *, gone: frozenset[str]) -> frozenset[Role]:
    """Who has left does nothing any more."""
    left = matter.times.windows_over and person in gone
    return frozenset() if left else roles_in(matter, person)


STEPPING_BACK = frozenset({"declare_conflict", "declare_conflict_early", "stand_aside"})


def _tries(
    act: Act[Matter, Any], matter: Matter, person: str, *, cast: Cast, setting: Setting
) -> tuple[Given, ...]:
    if act.name in STEPPING_BACK and person in WITHOUT_CONFLICT:
        return ()
    if act.name == "ask_for_gist" and not setting.sensitive:
        return ()
    answers = answers_to(act.name, person, matter.course, cast)
    if act.name != "name_people":
        return answers
    return tuple(one for one in answers if isinstance(one, Concerned) and _may_be(one, setting))


def _may_be(named: Concerned, setting: Setting) -> bool:
    if not (setting.representative or setting.attends):
        return False
    representative = setting.representative or not named.representatives
    return representative and (setting.attends or not named.involved)
