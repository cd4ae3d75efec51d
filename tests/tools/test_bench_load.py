# SPDX-License-Identifier: MIT
"""The load generator counts what a server really answered."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import brotli
import pytest

from bench.load import Measured, Request, ask, drive, drive_once
from bench.weight import weigh

STYLE = b"body{background:url(paper.png)}"


class Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    seen: list[str] = []

    def do_GET(self):
        self.seen.append(self.path)
        if self.path == "/hangs-up":
            self.close_connection = True
            self.connection.close()
            return
        if self.path == "/in-chunks":
            self._head(200, **{"Transfer-Encoding": "chunked"})
            self.wfile.write(b"5\r\nfirst\r\n6\r\nsecond\r\n0\r\n\r\n")
            return
        body = {
            "/page": b'<link rel="stylesheet" href="/s.css"><img src="/a.png"><a href="/other">x</a>',
            "/s.css": brotli.compress(STYLE),
        }.get(self.path, b"hello")
        extra = {"Content-Encoding": "br", "Content-Type": "text/css"}
        self._head(
            404 if self.path == "/missing" else 200,
            **{"Content-Length": str(len(body))},
            **(extra if self.path == "/s.css" else {}),
        )
        self.wfile.write(body)

    def do_POST(self):
        self.seen.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self._head(302, **{"Content-Length": "0", "Location": "/done"})

    def _head(self, status, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def port() -> Iterator[int]:
    Answers.seen = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_percentile_is_a_time_that_was_measured():
    measured = Measured(times=[float(n) for n in range(1, 101)])
    assert [measured.percentile(share) for share in (0.5, 0.95, 0.99, 1.0)] == [50, 95, 99, 100]
    assert Measured(times=[7.0]).percentile(0.95) == 7.0


def test_the_count_bounds_a_run(port):
    measured = drive(port, [Request("/a"), Request("/b")], connections=2, seconds=30, most=10)
    assert (measured.answered, measured.error_count) == (10, 0)
    assert sorted(Answers.seen) == ["/a"] * 5 + ["/b"] * 5


def test_the_time_bounds_a_run(port):
    measured = drive(port, [Request("/a")], connections=1, seconds=0.2, most=10**9)
    assert measured.answered > 0
    assert 0.2 <= measured.seconds < 5


def test_an_answer_with_another_status_is_an_error_and_not_a_time(port):
    measured = drive(port, [Request("/missing")], connections=1, seconds=5, most=4)
    assert (measured.answered, measured.error_count) == (0, 4)
    assert measured.errors[0] == "/missing: answered 404"


def test_a_connection_cut_short_is_an_error(port):
    measured = drive(port, [Request("/hangs-up")], connections=1, seconds=5, most=2)
    assert (measured.answered, measured.error_count) == (0, 2)


def test_a_form_is_sent_once(port):
    forms = [Request("/act", form=f"n={n}".encode(), expects=frozenset({302})) for n in range(5)]
    measured = drive_once(port, forms, connections=3, seconds=30)
    assert measured.answered == 5
    assert sorted(Answers.seen) == [f"n={n}" for n in range(5)]


def test_an_answer_in_chunks_is_read_whole(port):
    assert ask(port, Request("/in-chunks")).body == b"firstsecond"


def test_a_first_visit_weighs_the_page_and_all_that_it_asks_for(port):
    weight = weigh(port, Request("/page"))
    assert sorted(Answers.seen) == ["/a.png", "/page", "/paper.png", "/s.css"]
    assert weight.requests == 4
    assert weight.html == 77
    assert weight.first_load > weight.html_brotli + len(brotli.compress(STYLE)) + 2 * len("hello")
