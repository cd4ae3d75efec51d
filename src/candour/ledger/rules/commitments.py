# SPDX-License-Identifier: MIT
"""Commit to the fields of an event so that each can be shown, withheld or erased on its own."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"

SALT_LENGTH = 32
LARGEST_INTEGER = 2**53 - 1
"""Beyond it, readers in other languages would round."""


class NotRecordable(Exception):
    """A value that has no single spelling in bytes, so nobody could check it later."""


_SPELL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def canonical(value: Json) -> bytes:
    """The one spelling of a value: UTF-8, sorted keys, no spaces, no floats."""
    try:
        return _SPELL(_plain(value)).encode()
    except UnicodeEncodeError:
        raise NotRecordable("the text holds half of a surrogate pair") from None


def _plain(value: object) -> object:
    """The same value in the types that the JSON writer knows; anything else is refused."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {_key(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if not isinstance(value, int):
        raise NotRecordable(f"a {type(value).__name__} cannot be recorded: write it as text")
    if abs(value) > LARGEST_INTEGER:
        raise NotRecordable(f"{value} is too large: write it as text")
    return value


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise NotRecordable(f"the key {key!r} is not text")
    return key


def field_digest(name: str, value: Json, salt: bytes) -> bytes:
    return digest_of_bytes(name, canonical(value), salt)


def digest_of_bytes(name: str, spelled: bytes, salt: bytes) -> bytes:
    """The digest of a value that is already in its canonical spelling."""
    if not name or "\0" in name:
        raise NotRecordable("a field needs a name without a zero byte")
    if len(salt) != SALT_LENGTH:
        raise NotRecordable(f"a salt is {SALT_LENGTH} bytes long")
    return hmac.digest(salt, name.encode() + b"\0" + spelled, "sha256")


def commitment(digests: Mapping[str, bytes]) -> bytes:
    """One hash over every field's digest, in the order of the names."""
    whole = hashlib.sha256(b"fields/v1\0")
    for name in sorted(digests):
        whole.update(hashlib.sha256(name.encode()).digest())
        whole.update(digests[name])
    return whole.digest()


@dataclass(frozen=True)
class Opening:
    """One field shown: with its salt anyone can check it against the commitment."""

    value: Json
    salt: bytes


@dataclass(frozen=True)
class Disclosure:
    """Some fields shown; of the others only the digest, which says nothing about the value."""

    shown: Mapping[str, Opening]
    withheld: Mapping[str, bytes]


def disclose(openings: Mapping[str, Opening], *, show: frozenset[str]) -> Disclosure:
    return Disclosure(
        shown={name: opening for name, opening in openings.items() if name in show},
        withheld={
            name: field_digest(name, opening.value, opening.salt)
            for name, opening in openings.items()
            if name not in show
        },
    )


def opens(disclosure: Disclosure, committed: bytes) -> bool:
    """Whether what is shown is what was committed to."""
    if disclosure.shown.keys() & disclosure.withheld.keys():
        return False
    digests = dict(disclosure.withheld)
    for name, opening in disclosure.shown.items():
        digests[name] = field_digest(name, opening.value, opening.salt)
    return hmac.compare_digest(commitment(digests), committed)
