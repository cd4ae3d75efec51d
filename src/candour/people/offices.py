# SPDX-License-Identifier: MIT
"""Who holds which office on a day, in plain SQL: every page and every act begins with these.

The database answers each in a tenth of the time that it takes to phrase it through models.
"""

import json
from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections

from candour.kernel.roles import Role
from candour.people.asked import answered, asked_once, is_answered
from candour.people.prepared import often

HELD_BY = """
SELECT post.body_id, CAST(post.roles AS TEXT)
FROM people_postholding held JOIN people_post post ON post.id = held.post_id
WHERE held.person_id = %s AND held.starts_on <= %s
AND (held.ends_on IS NULL OR held.ends_on > %s)
"""
# Begins with the few posts, of which each has few holders. PostgreSQL believes that every post has
# as many holders as the largest and would read everybody, so it is told where to begin.
WHO_HOLD = {
    "postgresql": """
CROSS JOIN LATERAL (
    SELECT person_id FROM people_postholding
    WHERE post_id = {post} AND starts_on <= %s AND (ends_on IS NULL OR ends_on > %s) OFFSET 0
) held
CROSS JOIN LATERAL (SELECT left_on FROM people_person WHERE id = held.person_id OFFSET 0) person
WHERE (person.left_on IS NULL OR person.left_on > %s)
""",
    "sqlite": """
CROSS JOIN people_postholding held -- SQLite keeps this order
JOIN people_person person ON person.id = held.person_id
WHERE held.post_id = {post} AND held.starts_on <= %s
AND (held.ends_on IS NULL OR held.ends_on > %s)
AND (person.left_on IS NULL OR person.left_on > %s)
""",
}
HELD_IN = """
SELECT held.person_id, CAST(post.roles AS TEXT)
FROM (
    SELECT id, roles FROM people_post WHERE body_id = %s AND CAST(roles AS TEXT) <> '[]'
) post
{holders_of_post}
"""
HELD_AROUND = """
WITH mine AS (
    SELECT post.body_id, CAST(post.roles AS TEXT) AS roles
    FROM people_postholding held JOIN people_post post ON post.id = held.post_id
    WHERE held.person_id = %s AND held.starts_on <= %s
    AND (held.ends_on IS NULL OR held.ends_on > %s)
)
SELECT mine.body_id, NULL, mine.roles FROM mine
UNION ALL
SELECT post.body_id, held.person_id, CAST(post.roles AS TEXT)
FROM (
    SELECT id, body_id, roles FROM people_post
    WHERE body_id IN (SELECT body_id FROM mine) AND CAST(roles AS TEXT) <> '[]'
) post
{holders_of_post}
"""
ABOVE = """
WITH RECURSIVE above (person_id, post_id) AS (
    SELECT held.person_id, post.reports_to_id
    FROM people_postholding held
    JOIN people_post post ON post.id = held.post_id
    JOIN people_person person ON person.id = held.person_id
    WHERE held.person_id IN ({people}) AND post.reports_to_id IS NOT NULL
    AND held.starts_on <= %s AND (held.ends_on IS NULL OR held.ends_on > %s)
    AND (person.left_on IS NULL OR person.left_on > %s)
    UNION
    SELECT above.person_id, post.reports_to_id
    FROM above JOIN people_post post ON post.id = above.post_id
    WHERE post.reports_to_id IS NOT NULL
)
SELECT above.person_id, held.person_id
FROM above
{holders_above}
"""
MAY_FILE_FOR = """
SELECT lent.delegate_id
FROM people_actinggrant lent
JOIN people_person principal ON principal.id = lent.principal_id
JOIN people_person delegate ON delegate.id = lent.delegate_id
WHERE lent.principal_id = %s AND lent.revoked_at IS NULL
AND lent.starts_on <= %s AND lent.ends_on > %s
AND (principal.left_on IS NULL OR principal.left_on > %s)
AND (delegate.left_on IS NULL OR delegate.left_on > %s)
"""
AROUND_A_MATTER = f"""
{HELD_IN}
UNION ALL
{MAY_FILE_FOR.replace("lent.delegate_id", "lent.delegate_id, NULL", 1)}
"""
TEAM = """
WITH RECURSIVE below (post_id) AS (
    SELECT post.id
    FROM people_postholding mine
    JOIN people_person person ON person.id = mine.person_id
    JOIN people_post post ON post.reports_to_id = mine.post_id
    WHERE mine.person_id = %s AND mine.starts_on <= %s
    AND (mine.ends_on IS NULL OR mine.ends_on > %s)
    AND (person.left_on IS NULL OR person.left_on > %s)
    UNION
    SELECT post.id
    FROM below JOIN people_post post ON post.reports_to_id = below.post_id
    WHERE NOT EXISTS (
        SELECT 1 FROM people_postholding held JOIN people_person person ON person.id = held.person_id
        WHERE held.post_id = below.post_id AND held.starts_on <= %s
        AND (held.ends_on IS NULL OR held.ends_on > %s)
        AND (person.left_on IS NULL OR person.left_on > %s)
    )
)
SELECT DISTINCT held.person_id
FROM below
{holders_below}
"""

NEXT_ABOVE = """
WITH RECURSIVE above (steps, post_id) AS (
    SELECT 1, post.reports_to_id
    FROM people_postholding mine
    JOIN people_post post ON post.id = mine.post_id
    JOIN people_person person ON person.id = mine.person_id
    WHERE mine.person_id = %s AND post.reports_to_id IS NOT NULL
    AND mine.starts_on <= %s AND (mine.ends_on IS NULL OR mine.ends_on > %s)
    AND (person.left_on IS NULL OR person.left_on > %s)
    UNION
    SELECT above.steps + 1, post.reports_to_id
    FROM above JOIN people_post post ON post.id = above.post_id
    WHERE post.reports_to_id IS NOT NULL AND above.steps < {most} -- a circle ends here
)
SELECT above.steps, held.person_id
FROM above
{holders_above}
"""
MOST_STEPS = 40

Held = tuple[tuple[UUID, frozenset[Role]], ...]


@asked_once
def held_by(person: UUID, on: date) -> Held:
    """In which bodies a person holds posts, and what each is to the procedures."""
    return tuple((_uuid(body), _roles(roles)) for body, roles in _ask(HELD_BY, person, on, on))


@asked_once
def roles_held_in(body: UUID, on: date) -> Held:
    """Who is what to a procedure in a body, once for each post held."""
    rows = _ask(HELD_IN, body, on, on, on)
    return tuple((_uuid(person), _roles(roles)) for person, roles in rows)


def ask_around(person: UUID, on: date) -> None:
    """Ask `held_by` of a person, and `roles_held_in` of each of those bodies, with one question."""
    mine: list[tuple[UUID, frozenset[Role]]] = []
    bodies: dict[UUID, list[tuple[UUID, frozenset[Role]]]] = {}
    for body, holder, roles in _ask(HELD_AROUND, person, on, on, on, on, on):
        here = bodies.setdefault(_uuid(body), [])
        if holder is None:
            mine.append((_uuid(body), _roles(roles)))
        else:
            here.append((_uuid(holder), _roles(roles)))
    answered(held_by, person, on, answer=tuple(mine))
    for each, held in bodies.items():
        answered(roles_held_in, each, on, answer=tuple(held))


def ask_around_a_matter(body: UUID, principal: UUID, on: date) -> None:
    """Ask `roles_held_in` and `delegates_of` with one question, unless the first is known."""
    if is_answered(roles_held_in, body, on):
        return
    held: list[tuple[UUID, frozenset[Role]]] = []
    filing: set[UUID] = set()
    rows = _ask(AROUND_A_MATTER, body, on, on, on, principal, on, on, on, on)
    for person, roles in rows:
        if roles is None:
            filing.add(_uuid(person))
        else:
            held.append((_uuid(person), _roles(roles)))
    answered(roles_held_in, body, on, answer=tuple(held))
    answered(delegates_of, principal, on, answer=frozenset(filing))


@asked_once
def lines_above(people: frozenset[UUID], on: date) -> dict[UUID, frozenset[UUID]]:
    """For each of these people, everyone above them on a day, all the way up; never themselves."""
    found: dict[UUID, set[UUID]] = {person: set() for person in people}
    if people:
        values: tuple[UUID | date, ...] = (*sorted(people), *[on] * 6)
        for person, boss in _ask(ABOVE, *values, people=_places(people)):
            found[_uuid(person)].add(_uuid(boss))
    return {person: frozenset(above - {person}) for person, above in found.items()}


@asked_once
def team_of(person: UUID, on: date) -> frozenset[UUID]:
    """Those whose next in line is this person; posts that nobody holds are looked through."""
    rows = _ask(TEAM, person, *[on] * 9)
    return frozenset(_uuid(one) for (one,) in rows) - {person}


@asked_once
def managers_of(person: UUID, on: date) -> frozenset[UUID]:
    """Who is next in line above a person: the holders of the first post above that is filled."""
    rows = _ask(NEXT_ABOVE, person, *[on] * 6, most=str(MOST_STEPS))
    found = [(steps, _uuid(boss)) for steps, boss in rows]
    others = [(steps, boss) for steps, boss in found if boss != person]
    nearest = min((steps for steps, _boss in others), default=0)
    return frozenset(boss for steps, boss in others if steps == nearest)


@asked_once
def delegates_of(principal: UUID, on: date) -> frozenset[UUID]:
    """Those who may file for a person."""
    rows = _ask(MAY_FILE_FOR, principal, on, on, on, on)
    return frozenset(_uuid(delegate) for (delegate,) in rows)


def _places(values: Collection[UUID]) -> str:
    return ", ".join(["%s"] * len(values))


def _ask(question: str, *values: UUID | date, **parts: str) -> list[Any]:
    database = connections[DEFAULT_DB_ALIAS]
    spelled = _spelled(question, database.vendor, **parts)
    ready = values if database.features.has_native_uuid_field else [_as_text(v) for v in values]
    with often(database) as cursor:
        cursor.execute(spelled, ready)
        rows: list[Any] = cursor.fetchall()
    return rows


@lru_cache(maxsize=256)
def _spelled(question: str, vendor: str, **parts: str) -> str:
    who_hold = WHO_HOLD[vendor]
    return question.format(
        holders_of_post=who_hold.format(post="post.id"),
        holders_above=who_hold.format(post="above.post_id"),
        holders_below=who_hold.format(post="below.post_id"),
        **parts,
    )


def _as_text(value: UUID | date) -> str:
    return value.hex if isinstance(value, UUID) else value.isoformat()


def _uuid(value: UUID | str) -> UUID:
    return value if isinstance(value, UUID) else _key(value)


@lru_cache(maxsize=4096)
def _key(text: str) -> UUID:
    """The same few people come again and again."""
    return UUID(hex=text)


@lru_cache(maxsize=1024)
def _roles(text: str) -> frozenset[Role]:
    """The same few lists come again and again."""
    return frozenset(Role(role) for role in json.loads(text))
