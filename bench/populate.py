# SPDX-License-Identifier: MIT
"""A force of 10,000 people and 100,000 matters over three years, most of them long closed.

The people of the procedure come from the synthetic county, the matters from a dozen originals (see
bench/originals.py), copied (see bench/cloning.py): whole when open, and one in fifty when closed.
"""

import itertools
import random
from collections.abc import Iterable, Iterator
from datetime import timedelta
from uuid import UUID, uuid4

from county import county
from django.contrib.auth.hashers import make_password
from django.db.models import Count
from django.utils import timezone

from bench import bulk
from bench.cloning import Copier, Original, original
from bench.measured_pages import MeasuredPage, Visit, cookie_of
from bench.originals import ASSESSOR, PRINCIPAL, UNTIL_NOBODY_MAY_ASK, Originals, as_of
from bench.words import RANKS, name
from candour.gateway.models import AssociationView, Case
from candour.gateway.rules.matter import Stage
from candour.people.models import Account, Person, Post, PostHolding

DAYS = 1100
MORE_PRINCIPALS, MORE_ASSESSORS = 20, 40
WHOLE_AMONG_CLOSED = 50
WRITTEN_AT_ONCE = 5_000
OPEN_FOR_AT_MOST = timedelta(days=12)
SAMPLED = 300
MARGIN = timedelta(days=1)


def populate(matters: int, people: int) -> None:
    """Fill an empty database."""
    chance = random.Random(20260327)  # noqa: S311 - invented rows, the same in each run
    began = timezone.now() - timedelta(days=DAYS) - UNTIL_NOBODY_MAY_ASK - 2 * MARGIN
    with as_of(began):
        county()
        principals, assessors = _add_people(people, chance)
    standing = Originals().all(began + MARGIN)
    principal = Person.objects.get(account__username=PRINCIPAL).pk
    assessor = Person.objects.get(account__username=ASSESSOR).pk
    originals = [(original(each.case), each.share) for each in standing]
    plan = _plan(originals, matters - len(originals), chance)
    copier = Copier()
    for number, (source, later, light) in enumerate(plan, start=1):
        who = {
            principal: principals[number % len(principals)],
            assessor: assessors[number % len(assessors)],
        }
        copier.copy(source, who, later, light=light)
        if number % WRITTEN_AT_ONCE == 0:
            copier.write()
    copier.write()


def _plan(
    originals: list[tuple[Original, int]], matters: int, chance: random.Random
) -> list[tuple[Original, timedelta, bool]]:
    """Which original each copy is of, and how much later it begins; oldest first."""
    sources = [source for source, _share in originals]
    shares = [share for _source, share in originals]
    began = sources[0].acts[0].event.at
    earliest, latest = UNTIL_NOBODY_MAY_ASK + MARGIN, timezone.now() - began - MARGIN
    plan = []
    for number, source in enumerate(chance.choices(sources, shares, k=matters)):
        ended = source.stage in {Stage.CLOSED.value, Stage.WITHDRAWN.value}
        low = earliest if ended else latest - OPEN_FOR_AT_MOST
        later = low + (latest - low) * chance.random()
        plan.append((source, later, ended and number % WHOLE_AMONG_CLOSED != 0))
    return sorted(plan, key=lambda each: each[1])


# ------------------------------------------------------------------ people


def _add_people(wanted: int, chance: random.Random) -> tuple[list[UUID], list[UUID]]:
    """Fill the force with ordinary people, and give some the posts of the procedure.

    Returns the chief officers and the staff officers among whom the matters are shared.
    """
    body = Person.objects.select_related("body").get(account__username=PRINCIPAL).body
    posts = {post.code: post for post in Post.objects.filter(body=body)}
    ordinary = [post for post in posts.values() if not post.roles]
    number = wanted - Person.objects.count()
    new = [uuid4() for _ in range(number)]
    bulk.load(Person, PERSON, _persons(new, body.pk, chance))
    principals, rest = new[:MORE_PRINCIPALS], new[MORE_PRINCIPALS:]
    assessors, others = rest[:MORE_ASSESSORS], rest[MORE_ASSESSORS:]
    held = itertools.chain(
        ((posts["assistant_chief_constable"], one) for one in principals),
        ((posts["staff_officer_to_assistants"], one) for one in assessors),
        ((chance.choice(ordinary), one) for one in others),
    )
    bulk.load(PostHolding, HOLDING, _holdings(held))
    bulk.load(Account, ACCOUNT, _accounts([*principals, *assessors]))
    return principals, assessors


PERSON = ("id", "body_id", "full_name", "rank_or_role", "email", "language", "digest", "stream")
HOLDING = ("id", "post_id", "person_id", "starts_on", "rank", "acting")
ACCOUNT = ("id", "password", "username", "person_id", "is_active")


def _persons(
    new: Iterable[UUID], body: UUID, chance: random.Random
) -> Iterator[tuple[object, ...]]:
    for one in new:
        rank = chance.choice(RANKS)
        yield (one, body, name(chance), rank, "", "en-gb", "weekly", uuid4())


def _holdings(held: Iterable[tuple[Post, UUID]]) -> Iterator[tuple[object, ...]]:
    since = timezone.localdate() - timedelta(days=700)
    for post, person in held:
        yield (uuid4(), post.pk, person, since, post.title, False)


def _accounts(people: Iterable[UUID]) -> Iterator[tuple[object, ...]]:
    nobody_knows = make_password(None)
    for number, one in enumerate(people):
        yield (uuid4(), nobody_knows, f"bench.{number}", one, True)


# ------------------------------------------------------------------ what is measured


def pages(_matters: int) -> list[MeasuredPage]:
    """Return the pages to measure, each with the cookies of those who may see it."""
    overseer = cookie_of(Account.objects.get(username="head.secretariat"))
    chief = _busiest("principal", Stage.RECOMMENDED)
    assessor, whole = _assessor_with_whole_matters()
    decisions = _references(chief, "principal", Stage.RECOMMENDED)
    mine, theirs = cookie_of(assessor), cookie_of(chief)
    return [
        MeasuredPage("list", _visits(["/gateway"], theirs)),
        MeasuredPage("list, all", _visits(["/gateway", "/gateway?show=open"], overseer)),
        MeasuredPage("case", _visits([f"/gateway/{one}" for one in whole], mine)),
        MeasuredPage("today", _visits(["/today"], mine)),
        MeasuredPage("today, all", _visits(["/today"], overseer)),
        MeasuredPage(
            "decision", _visits([f"/gateway/{one}/decision" for one in decisions], theirs)
        ),
    ]


def forms(most: int) -> list[Visit]:
    """Return decisions that can be taken, with the cookie of whoever may take them."""
    waiting = Case.objects.filter(stage=Stage.RECOMMENDED.value).order_by("id")
    waiting = waiting.select_related("principal__account")[:most]
    cookies: dict[UUID, str] = {}
    found = []
    for case in waiting:
        if case.principal_id not in cookies:
            cookies[case.principal_id] = cookie_of(case.principal.account)
        found.append(Visit(f"/gateway/{case.reference}/decision", cookies[case.principal_id]))
    return found


def _busiest(part: str, stage: Stage) -> Account:
    """Whoever has most matters at a stage."""
    at_stage = Case.objects.filter(stage=stage.value).values(part).annotate(n=Count("pk"))
    return Account.objects.get(person=at_stage.order_by("-n")[0][part])


def _references(account: Account, part: str, stage: Stage) -> list[str]:
    found = Case.objects.filter(**{part: account.person_id}, stage=stage.value).order_by("-id")
    return list(found.values_list("reference", flat=True)[:SAMPLED])


def _assessor_with_whole_matters() -> tuple[Account, list[str]]:
    """Who assessed most closed matters that have every row such a matter has, and which."""
    viewed = AssociationView.objects.filter(case__stage=Stage.CLOSED.value)
    most = viewed.values("case__assessor").annotate(n=Count("pk")).order_by("-n")[0]
    found = viewed.filter(case__assessor=most["case__assessor"]).order_by("id")
    references = found.values_list("case__reference", flat=True)[:SAMPLED]
    return Account.objects.get(person=most["case__assessor"]), list(references)


def _visits(paths: list[str], cookie: str) -> tuple[Visit, ...]:
    return tuple(Visit(path, cookie) for path in paths)
