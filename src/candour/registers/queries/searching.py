# SPDX-License-Identifier: MIT
"""Full text over the entries of one register, newest first, of those that a person may see.

A word is found by its beginning, and the search stops at the cap: nothing sorts or counts every
hit of a common word. SQLite gives the hits in the order of its index of words. PostgreSQL has no
such order and cannot tell how rare the beginning of a word is, so the newest rows are looked at
first; what is not common among them is rare enough to be fetched whole.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import UUIDField
from django.db.models.expressions import RawSQL

from candour.people.models import Person
from candour.registers.base import RegisterEntry, Show
from candour.registers.queries.lists import CAP, SHOWN, Page
from candour.registers.queries.visible import Sight, sight_of, visible_to

MOST_WORDS = 8
NEWEST = 10_000
IN_SQLITE = """
SELECT text.entry FROM registers_fts fts JOIN registers_listing text ON text.id = fts.rowid
WHERE registers_fts MATCH %s AND {seen} ORDER BY fts.rowid DESC"""
HIT = "text.register = %s AND text.{column} @@ to_tsquery('simple', %s)"
AMONG_THE_NEWEST = """
SELECT text.entry FROM (
    SELECT id, entry, register, {column} FROM registers_listing ORDER BY id DESC LIMIT {newest}
) text WHERE {hit} AND {seen} ORDER BY text.id DESC"""
BY_THE_WORDS = """
SELECT text.entry FROM (
    SELECT text.id, text.entry FROM registers_listing text
    WHERE {hit} ORDER BY text.id + 0 DESC OFFSET 0
) text WHERE {seen}"""
"""The sum keeps PostgreSQL from walking all rows in their order to find few."""
AMONG_FEW = {
    "sqlite": "+fts.rowid IN (SELECT own.id FROM registers_listing own WHERE own.entry IN ({few}))",
    "postgresql": "text.entry IN ({few})",
}
"""The few keys are held ready, and the hits are laid beside them."""
EACH = {"sqlite": "EXISTS ({shown})", "postgresql": "(EXISTS ({shown})) IS TRUE"}
"""Asked of one hit after the other: PostgreSQL would rather join with the whole register."""
IN_POSTGRESQL = f"SELECT text.entry FROM registers_listing text WHERE {HIT} AND {{seen}} ORDER BY text.id + 0 DESC"  # noqa: S608 - words of ours


def search(model: type[RegisterEntry], person: Person, words: str) -> Page:
    """The newest entries with all these words, of those that this person may see."""
    asked = [word for word in words.split() if any(c.isalnum() for c in word)][:MOST_WORDS]
    if not asked:
        return Page((), 0)
    sight = sight_of(model, person)
    found = _hits(model, person, sight, asked)
    rows = visible_to(model, person, sight).filter(pk__in=found[:SHOWN]).select_related("person")
    at = {key: place for place, key in enumerate(found)}
    return Page(sorted(rows, key=lambda row: at[row.pk]), len(found))


def _hits(
    model: type[RegisterEntry], person: Person, sight: Sight, words: Sequence[str]
) -> list[UUID]:
    """Keys of visible entries, one more than the cap at most."""
    seen, given = _seen(model, person, sight)
    inside = sight.wide and all(depth is not Show.STAFF for _body, depth in sight.offices)
    if connection.vendor == "sqlite":
        ways, what = [IN_SQLITE], _sqlite(model.register.slug, words, inside=inside)
    else:
        ways = [AMONG_THE_NEWEST, BY_THE_WORDS] if sight.streams else [IN_POSTGRESQL]
        ways, what = _postgresql(ways, model.register.slug, words, inside=inside)
    found: list[UUID] = []
    with connection.cursor() as cursor:
        for way in ways:
            sql = way.replace("{seen}", seen)
            cursor.execute(f"{sql} LIMIT {CAP + 1}", [*what, *given])
            found = [_key(value) for (value,) in cursor.fetchall()]
            if len(found) > CAP:
                break
    return found


def _seen(model: type[RegisterEntry], person: Person, sight: Sight) -> tuple[str, Sequence[Any]]:
    """The condition on a hit, as the ORM writes it: a row that may be seen, or one of a few keys."""
    if not sight.streams:
        few, given = sight.few(model).query.sql_with_params()
        return AMONG_FEW[connection.vendor].format(few=few), given
    here = RawSQL("text.entry", (), output_field=UUIDField())
    visible = visible_to(model, person, sight).filter(pk=here).values("pk").order_by()
    shown, given = visible.query.sql_with_params()
    return EACH[connection.vendor].format(shown=shown), given


def _sqlite(slug: str, words: Sequence[str], *, inside: bool) -> list[str]:
    """The register is a word of its own column, so that the search streams."""
    columns = "{staff inside}" if inside else "staff"
    parts = (f'{columns} : "{word.replace(chr(34), "")}"*' for word in words)
    return [f'register : "{slug}" AND {" AND ".join(parts)}']


def _postgresql(
    ways: Sequence[str], slug: str, words: Sequence[str], *, inside: bool
) -> tuple[list[str], list[str]]:
    column = "all_words" if inside else "staff_words"
    quoted = (word.replace("\\", "").replace("'", "''") for word in words)
    told = {"{hit}": HIT, "{newest}": str(NEWEST), "{column}": column}
    made = []
    for way in ways:
        sql = way
        for name, text in told.items():
            sql = sql.replace(name, text)
        made.append(sql)
    return made, [slug, " & ".join(f"'{word}':*" for word in quoted)]


def _key(value: UUID | str) -> UUID:
    return value if isinstance(value, UUID) else UUID(hex=value)
