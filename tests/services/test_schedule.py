# SPDX-License-Identifier: MIT
"""Jobs by the clock: run when due, by one worker, and one broken job stops no other."""

from datetime import UTC, datetime, time, timedelta

import pytest

from candour.correspondence import schedule
from candour.correspondence.models import Schedule
from candour.correspondence.schedule import AFTER_A_PROBLEM, LEASE, Job, run_due

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def ran(db, monkeypatch):
    monkeypatch.setattr(schedule, "_jobs", {})
    return []


def test_a_job_runs_at_once_and_then_when_its_time_is_over(ran):
    schedule.register(Job("check", ran.append, every=HOUR))
    for moment in (NOW, NOW + HOUR / 2, NOW + HOUR, NOW + HOUR * 1.5):
        run_due(moment)
    assert ran == [NOW, NOW + HOUR]


def test_a_daily_job_keeps_its_time_on_the_clock_of_the_country(ran):
    job = Job("digest", ran.append, at=time(7, 30))
    winter = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    assert job.next_after(winter) == datetime(2026, 11, 21, 7, 30, tzinfo=UTC)
    early = datetime(2026, 7, 1, 5, 0, tzinfo=UTC)
    assert job.next_after(early) == datetime(2026, 7, 1, 6, 30, tzinfo=UTC)
    assert job.next_after(early + 2 * HOUR) == datetime(2026, 7, 2, 6, 30, tzinfo=UTC)


def test_a_daily_job_that_was_never_seen_waits_for_its_hour(ran):
    schedule.register(Job("digest", ran.append, at=time(7, 30)))
    assert run_due(NOW) == []
    assert run_due(NOW + timedelta(days=1)) == ["digest"]


def test_a_worker_that_slept_for_a_week_runs_a_daily_job_once(ran):
    schedule.register(Job("digest", ran.append, at=time(7, 30)))
    run_due(NOW)
    later = NOW + timedelta(days=7)
    assert run_due(later) == ["digest"]
    assert run_due(later) == []


def test_a_broken_job_stops_no_other_and_is_tried_again_soon(ran, caplog):
    def broken(_now):
        raise ValueError("Sam Lowe is not known")

    schedule.register(Job("broken", broken, every=HOUR))
    schedule.register(Job("sound", ran.append, every=HOUR))
    assert run_due(NOW) == ["broken", "sound"]
    row = Schedule.objects.get(pk="broken")
    assert (row.last_problem, row.next_run_at) == ("ValueError", NOW + AFTER_A_PROBLEM)
    assert ran == [NOW]


def test_a_job_that_another_worker_runs_is_left_alone_until_its_lease_is_over(ran):
    schedule.register(Job("check", ran.append, every=HOUR))
    Schedule.objects.create(name="check", next_run_at=NOW, leased_until=NOW + LEASE)
    assert run_due(NOW) == []
    assert run_due(NOW + LEASE) == ["check"]


def test_two_jobs_of_one_name_are_a_mistake(ran):
    schedule.register(Job("check", ran.append, every=HOUR))
    schedule.register(Job("check", ran.append, every=HOUR))
    with pytest.raises(ValueError, match="already a job"):
        schedule.register(Job("check", print, every=HOUR))
