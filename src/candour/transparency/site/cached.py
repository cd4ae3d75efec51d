# SPDX-License-Identifier: MIT
"""Keeps answered pages in memory, in front of Django, until the published file or the day changes.

Everybody reads the same pages: there are no accounts, no cookies and nothing that anybody sends.
"""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]
KEPT = frozenset({"200", "410"})
PACKED = ("text/", "application/json", "application/atom+xml")
SMALLEST = 512
OF_A_PAGE = ("wsgi.url_scheme", "HTTP_HOST", "PATH_INFO", "QUERY_STRING")
"""What an answer depends on, besides the file and the day."""
Key = tuple[str, ...]


@dataclass(frozen=True)
class Kept:
    status: str
    headers: tuple[tuple[str, str], ...]
    plain: bytes
    packed: bytes
    """The same, compressed; empty where that is not worth it."""
    etag: str


class Cached:
    """A WSGI application in front of another. `stamp` says whether what is kept still holds."""

    def __init__(
        self, inner: Application, stamp: Callable[[], object], *, most: int = 64 << 20
    ) -> None:
        self.inner, self.stamp, self.most = inner, stamp, most
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._size, self._as_of, self._lock = 0, object(), Lock()

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return self.inner(environ, start)
        key = tuple(environ.get(name, "") for name in OF_A_PAGE)
        found = self._look_up(key)
        if found is None:
            status, headers, body = self._ask({**environ, "REQUEST_METHOD": "GET"})
            found = _made(status, headers, body)
            if status[:3] in KEPT:
                self._keep(key, found)
        return _answer(found, environ, start)

    def _look_up(self, key: Key) -> Kept | None:
        now = self.stamp()
        with self._lock:
            if now != self._as_of:
                self._kept.clear()
                self._as_of, self._size = now, 0
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def _keep(self, key: Key, made: Kept) -> None:
        with self._lock:
            if key not in self._kept:
                self._kept[key] = made
                self._size += _weight(made)
            while self._size > self.most:
                _key, oldest = self._kept.popitem(last=False)
                self._size -= _weight(oldest)

    def _ask(self, environ: Environ) -> tuple[str, list[tuple[str, str]], bytes]:
        told: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], _exc: object = None) -> None:
            told[:] = [status, headers]

        body = self.inner(environ, start)
        try:
            content = b"".join(body)
        finally:
            if hasattr(body, "close"):
                body.close()
        return told[0], told[1], content


def _weight(made: Kept) -> int:
    return len(made.plain) + len(made.packed) + 1024


def _made(status: str, headers: list[tuple[str, str]], body: bytes) -> Kept:
    names = {name.lower(): value for name, value in headers}
    kept = tuple(
        (name, value) for name, value in headers if name.lower() not in {"content-length", "vary"}
    )
    worth = len(body) >= SMALLEST and names.get("content-type", "").startswith(PACKED)
    packed = gzip.compress(body, 6, mtime=0) if worth and "content-encoding" not in names else b""
    return Kept(status, kept, body, packed, hashlib.sha256(body).hexdigest()[:32])


def _answer(made: Kept, environ: Environ, start: Start) -> Iterable[bytes]:
    packed = bool(made.packed) and "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
    body = made.packed if packed else made.plain
    etag = f'"{made.etag}{"-gz" if packed else ""}"'
    headers = [*made.headers, ("Vary", "Accept-Encoding"), ("ETag", etag)]
    if etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        start("304 Not Modified", headers)
        return [b""]
    if packed:
        headers.append(("Content-Encoding", "gzip"))
    headers.append(("Content-Length", str(len(body))))
    start(made.status, headers)
    return [b""] if environ["REQUEST_METHOD"] == "HEAD" else [body]
