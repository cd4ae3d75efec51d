# SPDX-License-Identifier: MIT
"""Asks a server on this machine for pages, over connections kept open, and times each answer.

Closed loop: each connection sends its next request when it has the whole answer to the last one.
So a stall is counted once, not once for each request that it would have held up.
"""

import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from typing import Self

HOST = "127.0.0.1"
PATIENCE_SECONDS = 30.0
ERRORS_QUOTED = 3


@dataclass(frozen=True)
class Request:
    """One request, and the statuses that count as an answer."""

    path: str
    cookie: str = ""
    form: bytes | None = None
    encoding: str = "identity"
    expects: frozenset[int] = frozenset({200})

    def wire(self, port: int) -> bytes:
        """Spell the request as HTTP/1.1."""
        lines = [
            f"{'GET' if self.form is None else 'POST'} {self.path} HTTP/1.1",
            f"Host: {HOST}:{port}",
            f"Accept-Encoding: {self.encoding}",
            "Accept: text/html",
        ]
        if self.cookie:
            lines.append(f"Cookie: {self.cookie}")
        if self.form is not None:
            lines += [
                f"Origin: http://{HOST}:{port}",
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(self.form)}",
            ]
        return "\r\n".join([*lines, "", ""]).encode("ascii") + (self.form or b"")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    size: int
    """Bytes on the wire, headers included."""
    cookies: tuple[str, ...] = ()
    """What the answer sets, as name=value."""


Keep = Callable[[Request, Answer], None]


@dataclass
class Measured:
    """What one run gave. Times are in milliseconds."""

    times: list[float] = field(default_factory=list)
    seconds: float = 0.0
    size: int = 0
    errors: list[str] = field(default_factory=list)
    error_count: int = 0

    @property
    def answered(self) -> int:
        return len(self.times)

    @property
    def rate(self) -> float:
        return self.answered / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """Nearest rank: the smallest time that this share of the answers did not exceed."""
        if not self.times:
            return float("nan")
        ordered = sorted(self.times)
        return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]

    def missed(self, why: str) -> None:
        self.error_count += 1
        if len(self.errors) < ERRORS_QUOTED:
            self.errors.append(why)


class Connection:
    """One connection kept open; opened again when the server has closed it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._socket: socket.socket | None = None
        self._rest = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
        self._socket, self._rest = None, b""

    def ask(self, request: Request) -> Answer:
        """Send one request and read its whole answer."""
        reused = self._socket is not None
        try:
            return self._ask(request)
        except (ConnectionError, EOFError):
            self.close()
            if not reused or request.form is not None:
                raise
            return self._ask(request)  # an idle connection that the server had let go

    def _ask(self, request: Request) -> Answer:
        if self._socket is None:
            self._socket = socket.create_connection((HOST, self.port), PATIENCE_SECONDS)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(request.wire(self.port))
        head = self._until(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        named = [line.partition(":") for line in lines if line]
        headers = {name.strip().lower(): value.strip() for name, _, value in named}
        cookies = tuple(
            value.partition(";")[0].strip() for name, _, value in named if name == "Set-Cookie"
        )
        body, extra = self._body(headers)
        if headers.get("connection", "").lower() == "close":
            self.close()
        size = len(head) + 4 + len(body) + extra
        return Answer(int(first.split()[1]), headers, body, size, cookies)

    def _body(self, headers: dict[str, str]) -> tuple[bytes, int]:
        """Return the body, and how many bytes its framing took beside it."""
        if headers.get("transfer-encoding", "").lower() == "chunked":
            return self._chunks()
        return self._exactly(int(headers.get("content-length", "0"))), 0

    def _chunks(self) -> tuple[bytes, int]:
        parts, framing = [], 0
        while True:
            line = self._until(b"\r\n")
            size = int(line.split(b";")[0], 16)
            parts.append(self._exactly(size))
            framing += len(line) + 2 + len(self._until(b"\r\n")) + 2
            if not size:
                return b"".join(parts), framing

    def _until(self, mark: bytes) -> bytes:
        while mark not in self._rest:
            self._more()
        head, self._rest = self._rest.split(mark, 1)
        return head

    def _exactly(self, size: int) -> bytes:
        while len(self._rest) < size:
            self._more()
        body, self._rest = self._rest[:size], self._rest[size:]
        return body

    def _more(self) -> None:
        assert self._socket is not None
        got = self._socket.recv(262_144)
        if not got:
            raise EOFError("the server closed the connection before its answer was complete")
        self._rest += got


def ask(port: int, request: Request) -> Answer:
    """Ask once."""
    with Connection(port) as connection:
        return connection.ask(request)


def drive(
    port: int, requests: Sequence[Request], *, connections: int, seconds: float, most: int
) -> Measured:
    """Ask for the requests in turn, round and round, until the time or the count is up."""
    return _drive(port, islice(cycle(requests), most), connections, seconds)


def drive_once(
    port: int,
    requests: Sequence[Request],
    *,
    connections: int,
    seconds: float,
    keep: Keep | None = None,
) -> Measured:
    """Ask for each request at most once: for forms, which may be sent only once."""
    return _drive(port, iter(requests), connections, seconds, keep)


def _drive(
    port: int,
    work: Iterator[Request],
    connections: int,
    seconds: float,
    keep: Keep | None = None,
) -> Measured:
    total, lock = Measured(), threading.Lock()
    start = threading.Barrier(connections + 1)
    ends: list[float] = []

    def next_request() -> Request | None:
        with lock:
            return next(work, None)

    def ask_until(deadline_after: float) -> None:
        mine = Measured()
        with Connection(port) as connection:
            start.wait()
            deadline = time.perf_counter() + deadline_after
            while time.perf_counter() < deadline and (request := next_request()) is not None:
                _time(connection, request, mine, keep)
        with lock:
            ends.append(time.perf_counter())
            _add(total, mine)

    threads = [
        threading.Thread(target=ask_until, args=(seconds,), daemon=True) for _ in range(connections)
    ]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    total.seconds = max(ends) - began
    return total


def _time(connection: Connection, request: Request, into: Measured, keep: Keep | None) -> None:
    began = time.perf_counter()
    try:
        answer = connection.ask(request)
    except (OSError, EOFError, ValueError) as problem:
        into.missed(f"{request.path}: {problem}")
        connection.close()
        return
    took = (time.perf_counter() - began) * 1000
    if answer.status not in request.expects:
        into.missed(f"{request.path}: answered {answer.status}")
        return
    if keep is not None:
        keep(request, answer)
    into.times.append(took)
    into.size += answer.size


def _add(total: Measured, part: Measured) -> None:
    total.times += part.times
    total.size += part.size
    total.error_count += part.error_count
    total.errors = (total.errors + part.errors)[:ERRORS_QUOTED]
