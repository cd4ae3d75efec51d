# SPDX-License-Identifier: MIT
"""Where the database is, as DATABASE_URL says it."""

from urllib.parse import quote

import pytest

from candour.config.environment import Misconfigured, database

ODD = "a@b:c/d"


def where(address):
    said = database(f"postgresql://candour:{quote(ODD, safe='')}@{address}")
    return [said[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")]


def test_a_server_is_named_by_its_address():
    said = where("db.aldshire.example:5433/register")
    assert said == ["candour", ODD, "db.aldshire.example", "5433", "register"]


def test_or_by_the_folder_of_its_socket_on_this_machine():
    said = where(":5433/register?host=/var/run/PostgreSQL")
    assert said == ["candour", ODD, "/var/run/PostgreSQL", "5433", "register"]


@pytest.mark.parametrize("url", ["mysql://here/register", "sqlite://"])
def test_anything_else_is_refused_with_what_to_write(url):
    with pytest.raises(Misconfigured, match="use "):
        database(url)
