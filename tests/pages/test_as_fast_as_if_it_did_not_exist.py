# SPDX-License-Identifier: MIT
"""How long an answer takes says no more than the answer: hidden and absent come from one distribution."""

import math
import random
import time
from bisect import bisect_right

import pytest
from county import county
from django.test import Client

from candour.gateway.services import stage_one, stage_two

pytestmark = [pytest.mark.django_db, pytest.mark.deep]

REQUESTS = 500
LEAST = 0.05
"""Below this probability two sets of times would not be of one distribution."""
TRIES = 3
"""By chance alone one run in twenty falls below; three in a row do in one of eight thousand."""


def likelihood(one, other):
    """Kolmogorov and Smirnov: how probable a gap as wide is, if both come from one distribution."""
    first, second = sorted(one), sorted(other)
    gap = max(abs(share(first, at) - share(second, at)) for at in [*first, *second])
    size = len(first) * len(second) / (len(first) + len(second))
    reach = (math.sqrt(size) + 0.12 + 0.11 / math.sqrt(size)) * gap
    if reach < 0.2:
        return 1.0
    terms = ((-1) ** (k - 1) * math.exp(-2 * k * k * reach * reach) for k in range(1, 101))
    return min(1.0, max(0.0, 2 * sum(terms)))


def share(ordered, at):
    return bisect_right(ordered, at) / len(ordered)


def test_the_comparison_tells_two_distributions_apart():
    numbers = random.Random(7)
    calm = [numbers.gauss(10, 1) for _ in range(REQUESTS)]
    same = [numbers.gauss(10, 1) for _ in range(REQUESTS)]
    slow = [numbers.gauss(10.4, 1) for _ in range(REQUESTS)]
    assert likelihood(calm, same) > LEAST
    assert likelihood(calm, slow) < LEAST


def times(client, paths):
    """Both in turn and in random order, so that a busy machine is busy for both."""
    order = [*paths] * REQUESTS
    random.Random(11).shuffle(order)
    taken = {path: [] for path in paths}
    for path in order:
        began = time.perf_counter()
        client.get(path)
        taken[path].append(time.perf_counter() - began)
    return taken.values()


@pytest.mark.parametrize("name", ["acc.local", "staff.officer", "administrator", "constable"])
def test_a_hidden_matter_takes_as_long_as_one_that_never_existed(name):
    aldshire = county()
    case = aldshire.complete()
    overseer = aldshire.by("head.secretariat", "overseer")
    stage_one.allocate(case.pk, aldshire.people["staff.officer"].pk, by=overseer)
    stage_two.declare_conflict(case.pk, "A cousin bids.", by=aldshire.by("staff.officer"))
    client = Client(raise_request_exception=False)
    client.force_login(aldshire.people[name].account)
    paths = (f"/gateway/{case.reference}", "/gateway/GW-2222-2222")
    for path in paths * 10:
        assert client.get(path).status_code == 404
    found = [likelihood(*times(client, paths)) for _ in range(1)]
    while found[-1] < LEAST and len(found) < TRIES:
        found.append(likelihood(*times(client, paths)))
    assert found[-1] >= LEAST, found
