# SPDX-License-Identifier: MIT
"""Fingerprints of names and findings, salted with what only this installation can open."""

from functools import cached_property
from hmac import digest
from secrets import token_hex

from candour.crosschecks.models import Salt


class Fingerprints:
    """The salt is asked for once."""

    def of(self, *parts: str) -> str:
        return digest(self._salt, "\0".join(parts).encode(), "sha256").hex()

    @cached_property
    def _salt(self) -> bytes:
        found = Salt.objects.first()
        if found is None:
            found = Salt(value=token_hex(32))
            found.save(force_insert=True)
        return found.value.encode()
