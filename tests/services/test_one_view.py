# SPDX-License-Identifier: MIT
"""A long reading sees one moment, and nobody waits for it."""

import threading

import pytest
from django.db import connection
from tampering import grow

from candour.ledger.models import LogHead
from candour.ledger.one_view import one_view
from candour.ledger.verification import verify_database

pytestmark = pytest.mark.django_db(transaction=True)


def elsewhere(act):
    """Do this as another connection, and wait until it is done."""
    problems = []

    def work():
        try:
            act()
        except BaseException as problem:  # noqa: BLE001 - told to the test below
            problems.append(problem)
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(timeout=10)
    assert not thread.is_alive(), "the other writer had to wait"
    assert problems == []


def test_what_others_write_meanwhile_is_not_seen_and_not_held_up():
    grow(3)
    with one_view():
        assert LogHead.objects.get().size == 3
        elsewhere(lambda: grow(2))
        assert LogHead.objects.get().size == 3
    assert LogHead.objects.get().size == 5


def test_transactions_write_again_afterwards():
    with one_view():
        assert LogHead.objects.get().size == 0
    grow(2)
    assert verify_database().wrong == []


def test_a_view_inside_a_transaction_is_that_transactions_own(db):
    with one_view(), one_view():
        assert LogHead.objects.get().size == 0


def test_the_record_verifies_while_it_grows():
    """Read under the usual isolation, a commit between two reads looks like tampering."""
    grow(200)
    stop = threading.Event()

    def write():
        while not stop.is_set():
            grow(3)
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(8):
            assert verify_database().wrong == []
    finally:
        stop.set()
        writer.join()
    assert LogHead.objects.get().size > 200
