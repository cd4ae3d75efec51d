# SPDX-License-Identifier: MIT
"""The six digits of a code app, held to the vectors of RFC 6238; and devices by their own words."""

import base64
from datetime import UTC, datetime, timedelta

import pytest

from candour.directory.rules.devices import device
from candour.directory.rules.one_time_codes import PERIOD, as_typed, code_at, step_at, step_of
from candour.directory.rules.second_factor import (
    NEEDS_SECOND_FACTOR,
    looks_wrong,
    needs_second_factor,
)
from candour.kernel.roles import Role

SECRET = base64.b32encode(b"12345678901234567890").decode()
NOON = datetime(2026, 6, 10, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_the_digits_are_those_of_the_standard(seconds, code):
    moment = datetime.fromtimestamp(seconds, tz=UTC)
    assert code_at(SECRET, step_at(moment)) == code
    assert step_of(SECRET, code, moment) == step_at(moment)


@pytest.mark.parametrize(
    ("steps", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_clock_may_be_off_by_one_step(steps, taken):
    code = code_at(SECRET, step_at(NOON + timedelta(seconds=PERIOD * steps)))
    assert (step_of(SECRET, code, NOON) is not None) is taken


def test_another_secret_shows_another_code():
    other = base64.b32encode(b"09876543210987654321").decode()
    assert step_of(other, code_at(SECRET, step_at(NOON)), NOON) is None


def test_spaces_and_hyphens_do_not_matter():
    assert as_typed(" 123 456 ") == "123456"
    assert as_typed("7kq3f-9fxdw") == "7KQ3F9FXDW"


@pytest.mark.parametrize(
    ("said", "known_as"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64) Gecko/20100101 Firefox/140.0", "Firefox on Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537 Edg/140", "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/140 Safari/537", "Chrome on Linux"),
        ("Mozilla/5.0 (iPhone; like Mac OS X) Version/18 Safari/604", "Safari on iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140 Mobile Safari/537", "Chrome on Android"),
        ("curl/8.5.0", "Another browser"),
        ("", "Another browser"),
    ],
)
def test_a_device_is_known_by_a_few_words(said, known_as):
    assert device(said) == known_as


@pytest.mark.parametrize("role", sorted(NEEDS_SECOND_FACTOR))
def test_who_reaches_restricted_matters_needs_a_second_factor(role):
    roles = frozenset({Role.WORKFORCE, role})
    assert needs_second_factor(roles, has_one=False, required=True)
    assert not needs_second_factor(roles, has_one=True, required=True)
    assert not needs_second_factor(roles, has_one=False, required=False)


@pytest.mark.parametrize("role", [Role.WORKFORCE, Role.OVERSIGHT])
def test_others_are_only_asked(role):
    assert not needs_second_factor(frozenset({role}), has_one=False, required=True)


def test_a_new_device_and_many_failures_look_wrong():
    assert looks_wrong(first_ever=True, known_device=False, failures=0) == ""
    assert looks_wrong(first_ever=False, known_device=True, failures=2) == ""
    assert looks_wrong(first_ever=False, known_device=False, failures=2) == "new_device"
    assert looks_wrong(first_ever=True, known_device=True, failures=3) == "tried_often"
