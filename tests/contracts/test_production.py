# SPDX-License-Identifier: MIT
"""A real installation, asked as a browser asks it: cookies, transport, passwords, the log."""

import json
import logging
import os
import subprocess
import sys

import pytest

from tracked import TOP

ASKS = """
import json, django
django.setup()
from django.conf import settings
from django.contrib.auth.password_validation import get_default_password_validators
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
client = Client(headers={"host": "candour.example"})
answer = client.get("/sign-in", secure=True)
plain = client.get("/sign-in")
def refused(password):
    try:
        for one in get_default_password_validators():
            one.validate(password)
    except ValidationError as problem:
        return [each.code for each in problem.error_list]
    return []
from candour.people.models import Account
account = Account.objects.create_user("ash", password="  Long, and with spaces  ")
print(json.dumps({
    "cookies": {name: dict(one) for name, one in answer.cookies.items()},
    "headers": dict(answer.headers), "plain": [plain.status_code, plain.headers.get("Location")],
    "session": settings.SESSION_COOKIE_NAME, "debug": settings.DEBUG,
    "refused": {word: refused(word) for word in
        ("short", "password1234", "a" * 11, "quiet otters swim", "x" * 40 + "y" * 88)},
    "hash": account.password.split("$")[0], "exact": [account.check_password(word) for word in
        ("  Long, and with spaces  ", "Long, and with spaces", "  long, and with spaces  ")],
}))
"""


@pytest.fixture(scope="module")
def production(tmp_path_factory):
    home = tmp_path_factory.mktemp("production")
    (home / "static").mkdir()
    env = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(TOP / "src"),
        "DJANGO_SETTINGS_MODULE": "candour.config.settings",
        "CANDOUR_HOME": str(home),
        "CANDOUR_DEMO": "0",
        "CANDOUR_HOSTS": "candour.example",
    }
    (home / "static/staticfiles.json").write_text(
        '{"version": "1.1", "hash": "", "paths": {}}', encoding="utf-8"
    )
    settings = "from django.conf import settings\nsettings.STORAGES['staticfiles']['BACKEND'] = "
    lenient = "'django.contrib.staticfiles.storage.StaticFilesStorage'\n"
    done = subprocess.run(
        [sys.executable, "-c", settings + lenient + ASKS],
        env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_in_production_cookies_travel_over_tls_and_to_this_host_only(production):
    assert production["cookies"]
    assert production["session"] == "__Host-session"
    for name, cookie in production["cookies"].items():
        assert name.startswith("__Host-")
        assert (cookie["secure"], cookie["httponly"], cookie["path"]) == (True, True, "/")
        assert cookie["samesite"] == "Lax"
        assert cookie["domain"] == ""
    assert "max-age=31536000" in production["headers"]["Strict-Transport-Security"]
    assert production["plain"] == [301, "https://candour.example/sign-in"]
    assert production["debug"] is False


def test_no_page_invites_another_origin(production):
    assert not [name for name in production["headers"] if name.startswith("Access-Control-")]
    assert production["headers"]["Cross-Origin-Resource-Policy"] == "same-origin"
    assert production["headers"]["Cross-Origin-Opener-Policy"] == "same-origin"


def test_a_password_follows_the_rules_of_length_and_no_others(production):
    refused = production["refused"]
    assert "password_too_short" in refused["short"]
    assert "password_too_short" in refused["a" * 11]
    assert "password_too_common" in refused["password1234"]
    assert refused["quiet otters swim"] == []
    assert refused["x" * 40 + "y" * 88] == []
    assert production["exact"] == [True, False, False]


def test_a_password_is_kept_as_argon2id_and_nothing_else(production):
    assert production["hash"] == "argon2"


def test_a_log_line_stays_one_line():
    """What people type may hold line breaks: a forged entry must not be one."""
    from candour.config.quiet_logs import WithoutSecrets

    record = logging.LogRecord("x", 30, "", 0, "at %s", ("/a\r\n2026 forged\x1b[2J",), None)
    assert WithoutSecrets().filter(record)
    assert not any(ord(letter) < 32 for letter in record.getMessage())
    assert "forged" in record.getMessage()
