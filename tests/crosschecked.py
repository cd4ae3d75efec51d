# SPDX-License-Identifier: MIT
"""Two sides for tests of the cross-checks: an offer, an interest, money, and that their names match."""

from datetime import date, timedelta

from django.utils import timezone

from candour.crosschecks.catalogue import DETECTORS
from candour.crosschecks.rules.evaluating import Facts, evaluate
from candour.crosschecks.rules.sides import (
    Buying,
    Compartment,
    Declaration,
    Match,
    Money,
    NameOf,
    Says,
    Spend,
)

DAY = date(2026, 3, 2)
GIVER, PAYEE = NameOf("Halewick Fleet"), NameOf("HALEWICK FLEET LTD")
LONG_AGO = date(2020, 1, 1)
BUYER = ((LONG_AGO, None, Buying.BUYS),)


def after(days):
    return DAY + timedelta(days=days)


def declared(says=Says.OFFER, key="GR-1", **about):
    private = says in {Says.ASSOCIATION, Says.HOLD}
    place = {True: Compartment.CORRUPTION, False: Compartment.REGISTERS}[private]
    if says is Says.ORGANISER:
        place = Compartment.MATTERS
    given = {
        "source": "gifts-and-hospitality", "reference": key, "compartment": place, "name": GIVER,
        "stream": "00000000-0000-4000-8000-000000000001",
        "starts": DAY, "person": "p1", "who": "Pat Vale", "body": "b1", "body_named": "Aldshire",
    }  # fmt: skip
    return Declaration(key=key, says=says, **{**given, **about})


def spent(kind=Money.CONTRACT, days=20, key="", **about):
    given = {"name": PAYEE, "pence": 500_000, "what": "Vehicles", "by": "Aldshire"}
    return Spend(key=key or f"{kind} {days}", kind=kind, day=after(days), **{**given, **about})


SAME = Match(GIVER, PAYEE, "same", "name", "The same name", 7.0)
CONNECTED = SAME._replace(outcome="connected", code="group", reason="Same brand")


def raised(declarations, spends, matches=(SAME,), answers=None):
    facts = Facts(list(declarations), list(spends), list(matches), answers or {})
    return evaluate(facts, DETECTORS)


def found_by(detector, done):
    return [one for one in done.raised if one.detector == detector]


def a_finding(aldshire):
    """Aldshire's files and scandals, and of what was found one that the registers' keepers see."""
    from candour.crosschecks.models import Finding
    from candour.demo import spending

    spending.fill(aldshire.people, timezone.localdate())
    return Finding.objects.get(detector="card-spend-with-donor").pk
