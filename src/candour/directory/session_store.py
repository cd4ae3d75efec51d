# SPDX-License-Identifier: MIT
"""Sessions in the database under a digest of their key: a copy of the database opens none of them.

Only the synchronous half: the product runs under WSGI. Asked any other way, no session is found.
"""

from hashlib import sha256
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from candour.people.phrased import Phrased

LENGTH = 40
ALIVE = Phrased(lambda key, now: Session.objects.filter(expire_date__gt=now, session_key=key))


def kept_as(key: str | None) -> str:
    """How the session of a cookie is named in the database."""
    return sha256(f"candour.session {key}".encode()).hexdigest()[:LENGTH]


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Any:
        found = ALIVE.first(kept_as(self.session_key), timezone.now())
        if found is None:
            self._session_key = None
        return found

    def exists(self, session_key: str) -> bool:
        return super().exists(kept_as(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row = super().create_model_instance(data)
        row.session_key = kept_as(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        if key := session_key or self.session_key:
            super().delete(kept_as(key))
