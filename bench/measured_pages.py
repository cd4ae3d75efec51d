# SPDX-License-Identifier: MIT
"""A page as the benchmark asks for it: addresses, and the cookie of someone who may see each."""

import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.test import Client


@dataclass(frozen=True)
class Visit:
    path: str
    cookie: str


@dataclass(frozen=True)
class MeasuredPage:
    name: str
    visits: tuple[Visit, ...]


def cookie_of(account: Any) -> str:
    """Sign in without the sign-in page, and return the session's cookie.

    Its owner has just shown again who they are: a decision asks for that.
    """
    client = Client()
    client.force_login(account)
    session = client.session
    session["proven_at"] = int(time.time())
    session.save()
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"
