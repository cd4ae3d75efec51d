# SPDX-License-Identifier: MIT
"""What is asked at every page is parsed and planned once in a connection of PostgreSQL."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from candour.people.phrased import Phrased
from candour.people.prepared import often

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite plans in no time"),
]
KEPT = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s"


def kept(part):
    with connection.cursor() as cursor:
        cursor.execute(KEPT, [f"%{part}%"])
        return cursor.fetchone()[0]


def test_a_phrase_is_kept_by_the_connection_at_its_first_asking():
    phrase = Phrased(lambda key: Session.objects.filter(session_key=key).order_by("expire_date"))
    for key in ("one", "two"):
        assert phrase(key) == []
    assert kept('ORDER BY "django_session"."expire_date"') == 1


def test_other_statements_are_not_kept_however_often_they_come():
    for _ in range(20):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 'seldom'")
    assert kept("seldom") == 0


def test_what_was_sent_is_told_to_whoever_counts(django_assert_num_queries):
    for number in range(2):
        with django_assert_num_queries(1) as captured, often(connection) as cursor:
            cursor.execute("SELECT %s::int + 7", [number])
        assert "+ 7" in captured.captured_queries[0]["sql"]
