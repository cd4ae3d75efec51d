# SPDX-License-Identifier: MIT
"""Where the database is, as DATABASE_URL says it."""

import pytest

from candour.config.environment import Misconfigured, database


def where(url):
    said = database(url)
    return {name: said[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")}


def test_a_server_is_named_by_its_address():
    assert where("postgresql://candour:a%40b@db.aldshire.example:5433/register") == {
        "USER": "candour", "PASSWORD": "a@b", "HOST": "db.aldshire.example", "PORT": "5433",
        "NAME": "register",
    }  # fmt: skip


def test_or_by_the_folder_of_its_socket_on_this_machine():
    said = where("postgresql://candour:secret@:5433/register?host=/var/run/PostgreSQL")
    assert (said["HOST"], said["PORT"]) == ("/var/run/PostgreSQL", "5433")


@pytest.mark.parametrize("url", ["mysql://here/register", "sqlite://"])
def test_anything_else_is_refused_with_what_to_write(url):
    with pytest.raises(Misconfigured, match="use "):
        database(url)
