# SPDX-License-Identifier: MIT
"""What each page asks of the database is written down, and does not grow with what is in it."""

import csv
from pathlib import Path

import pytest
from django.db import connection
from query_counts import Pages, from_json, visits

CONTRACTS = Path(__file__).parent.parent / "contracts"
APPROVED = CONTRACTS / "query_counts.json"
MATRIX = CONTRACTS / "authz_matrix.csv"
MOST, MOST_ON_TODAY = 12, 8
MORE = {
    "gateway/<str:reference>": 13,  # while it is reassessed; three for what the cross-checks noted
    "gateway/<str:reference>/review": 21,  # the whole file, one question for each kind of row
    "gateway/<str:reference>/file.pdf": 30,  # the same as a document, with its record and letters
    "today": 12,  # the administrator, who sees how the installation fares; of most people 8
    "today/<slug:slug>": 11,  # the same
    "policies/<slug:slug>/commence": 14,  # everything that an adoption needs, and what it replaces
}
"""Pages that may ask more, each with its reason."""


def approved():
    return from_json(APPROVED.read_text(encoding="utf-8"))


def opened():
    with MATRIX.open(encoding="utf-8", newline="") as file:
        return visits(csv.DictReader(file))


@pytest.fixture
def pages():
    return Pages()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the counts were approved on SQLite")
@pytest.mark.django_db
def test_each_page_asks_as_often_as_approved_and_no_more_when_there_is_more(pages):
    said = {url: one for url, one in approved().items() if url in pages.addresses}
    now = {url: pages.count(url, one.visit) for url, one in said.items()}
    wrong = [
        f"{url} asks {now[url]}, approved {one.queries}"
        for url, one in said.items()
        if now[url] is None or now[url] > one.queries
    ]
    new = {url: pages.busiest(url, visits) for url, visits in opened().items() if url not in said}
    wrong += [
        f"{url}, which is new, asks {one.queries} of {one.visit.who}"
        for url, one in new.items()
        if one and one.queries > MOST
    ]
    pages.grow()
    wrong += [
        f"{url} asks {more} instead of {now[url]} when there is more"
        for url, one in said.items()
        if (more := pages.count(url, one.visit) or 0) > (now[url] or 0)
    ]
    assert wrong == [], "what is meant is approved with tools/approve_query_counts.py"


def test_no_page_asks_more_than_a_page_may():
    asks = {url: one.queries for url, one in approved().items()}
    most = {url: MOST_ON_TODAY if url.startswith("today") else MOST for url in asks} | MORE
    assert {url: n for url, n in asks.items() if n > most[url]} == {}
