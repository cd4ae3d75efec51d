# SPDX-License-Identifier: MIT
"""One private home per process, no network but this machine, and Django with the real settings.

Django's settings read the environment once, so it is set here, before anything loads them.
"""

import gc
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import migrated
import pytest
from coverage import Coverage

HOME = Path(tempfile.mkdtemp(prefix="candour-test-"))
(HOME / "static").mkdir()
# What a developer has set for a server of their own is not for the tests.
ASKED_FOR = {"CANDOUR_BROWSER", "CANDOUR_SEEDS"}
for name in [one for one in os.environ if one.startswith("CANDOUR_") and one not in ASKED_FOR]:
    del os.environ[name]
os.environ["CANDOUR_HOME"] = str(HOME)
os.environ["CANDOUR_DEMO"] = "1"  # cookies must travel over plain http to the test client

HERE = {"127.0.0.1", "::1", "localhost"}


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Before pytest-django starts Django: what a test run changes, and why."""
    from django.conf import settings

    os.environ["DJANGO_SETTINGS_MODULE"] = "candour.config.settings"
    from hypothesis import settings as hypothesis_settings

    # A busy machine is no finding.
    hypothesis_settings.register_profile("candour", deadline=None)
    hypothesis_settings.load_profile("candour")

    # Hashed file names need collectstatic; the journeys run it, the rest shall not need it.
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    # Argon2 is slow on purpose, and no test is about how slow.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # A second process of the run would inherit the name and load the settings, with this home in
    # them, before its own conftest has chosen another.
    del os.environ["DJANGO_SETTINGS_MODULE"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish() -> None:
    """Thousands of tests that stay to the end need not be looked through again for what may go."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Any:
    """Measure no walk: it would take three times as long, and shorter tests say what a line is for."""
    measuring = Coverage.current() if item.get_closest_marker("walk") else None
    if measuring is None:
        return (yield)
    measuring.stop()
    try:
        return (yield)
    finally:
        measuring.start()


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """SQLite tests use a file: a database in memory knows neither WAL nor rival writers."""
    from django.conf import settings

    default = settings.DATABASES["default"]
    if "sqlite" in default["ENGINE"]:
        default.setdefault("TEST", {})["NAME"] = str(HOME / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None) -> bool:
    """Begin with the tables that an earlier run made with these migrations, if there was one."""
    from django.conf import settings

    default = settings.DATABASES["default"]
    if "sqlite" not in default["ENGINE"]:
        return False
    return migrated.copied_to(Path(default["TEST"]["NAME"]))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_keepdb: bool, django_db_blocker: Any) -> None:
    """Keep what the migrations made, while nothing is in it, for the next run."""
    from django.db import connection

    if connection.vendor == "sqlite" and not django_db_keepdb:
        with django_db_blocker.unblock():
            migrated.keep(connection)


@pytest.fixture(scope="session", autouse=True)
def tests_may_empty_the_record() -> Iterator[None]:
    """The product cannot delete the record; a test database is emptied between tests."""
    from append_only import flush_with_the_record
    from django.db.backends.base.operations import BaseDatabaseOperations

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", flush_with_the_record)
        yield


@pytest.fixture(autouse=True)
def nothing_signed_before() -> None:
    """Each test has a history of its own: what an earlier one signed would contradict it."""
    (HOME / "keys" / "log-checkpoint").unlink(missing_ok=True)
    shutil.rmtree(HOME / "log", ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def only_this_machine() -> Iterator[None]:
    """No test may reach another machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in HERE:
            pytest.fail(f"a test tried to reach {address[0]}", pytrace=True)
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


# ------------------------------------------------------------------ people who open pages


@pytest.fixture
def staff(db):
    from staff import Staff

    return Staff()


@pytest.fixture
def ann(staff):
    return staff.person("Ann Able")


@pytest.fixture
def browser(staff, ann):
    return staff.browser(ann)
