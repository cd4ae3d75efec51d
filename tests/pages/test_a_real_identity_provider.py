# SPDX-License-Identifier: MIT
"""Sign-in by a certified OpenID provider that runs as a process of its own beside the product.

`make test` brings it with npm (tests/identity_provider); where that is not allowed it is left out.
"""

import shutil
import socket
import subprocess
from urllib.parse import urljoin, urlsplit

import pytest
import requests

from candour.kernel.roles import Role
from force import Force
from fresh_proof import prove
from tracked import TOP

pytestmark = pytest.mark.django_db
FOLDER = TOP / "tests/identity_provider"
NODE = shutil.which("node")
BROUGHT = NODE is not None and (FOLDER / "node_modules/oidc-provider").is_dir()
BACK = "http://127.0.0.1:8000/sign-in/organisation/back"


@pytest.fixture(scope="module")
def issuer():
    if not BROUGHT:
        pytest.skip("the identity provider is not here: cd tests/identity_provider && npm ci")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [str(NODE), "provider.mjs", str(port), "candour", "known to both", BACK]
    running = subprocess.Popen(
        words, cwd=FOLDER, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert running.stdout
        assert "ready" in iter(running.stdout.readline, "").__next__()
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(timeout=10)
        if running.stdout:
            running.stdout.close()


@pytest.fixture
def organisation(issuer, settings):
    settings.ORGANISATION = {
        "issuer": issuer, "client": "candour", "secret": "known to both", "name": "Aldshire account",
    }  # fmt: skip
    return issuer


def sign_in_there(address, name):
    """A person's browser at the provider: its own sign-in, its own consent, and the way back."""
    with requests.Session() as browser:
        answer = browser.get(address, timeout=10)
        for _ in range(4):
            form = {"prompt": "consent"} if "consent" in answer.text else {
                "prompt": "login", "login": name, "password": "whatever",
            }  # fmt: skip
            answer = browser.post(answer.url, data=form, timeout=10, allow_redirects=False)
            while answer.is_redirect:
                there = urljoin(answer.url, answer.headers["Location"])
                if there.startswith(BACK):
                    parts = urlsplit(there)
                    return f"{parts.path}?{parts.query}"
                answer = browser.get(there, timeout=10, allow_redirects=False)
    raise AssertionError("the provider sent nobody back")


def test_an_account_is_linked_and_then_opens_by_the_organisation(client, organisation):
    chief = Force().add("chief", Role.PRINCIPAL)
    client.force_login(chief.account)
    prove(client)
    there = client.get("/me/sign-in/organisation").url
    assert client.get(sign_in_there(there, "pat.chief")).url == "/me/sign-in"
    client.post("/sign-out")
    back = sign_in_there(client.get("/sign-in/organisation?next=/me/settings").url, "pat.chief")
    assert client.get(back).url == "/me/settings"
    assert client.get("/me").status_code == 200


def test_somebody_else_of_the_organisation_does_not_come_in(client, organisation):
    Force().add("chief", Role.PRINCIPAL)
    back = sign_in_there(client.get("/sign-in/organisation").url, "chief@aldshire.example")
    assert client.get(back).status_code == 403
    assert client.get("/me").status_code == 302


def test_the_provider_itself_refuses_a_code_that_was_used(client, organisation):
    back = sign_in_there(client.get("/sign-in/organisation").url, "pat.chief")
    first, second = client.get(back), client.get(back)
    assert (first.status_code, second.status_code) == (403, 403)
