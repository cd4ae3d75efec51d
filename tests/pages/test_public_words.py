# SPDX-License-Identifier: MIT
"""The public site says everything in Welsh, and every page of it is the same in kind."""

import re
from pathlib import Path

from candour.transparency.site import cached, words

SITE = Path(words.__file__).parent
COMPONENTS = Path(words.__file__).parents[2] / "ui/jinja2/components"
SAID = re.compile(r"""\b(?:_|say)\(\s*"((?:[^"\\]|\\.)*)\"""")
COUNTED = re.compile(r"""ngettext\(\s*"((?:[^"\\]|\\.)*)\"""")
REMARK = re.compile(r"\{#.*?#\}", re.DOTALL)
USED = re.compile(r"components/(\w+)\.html")


def texts():
    pages = [path.read_text(encoding="utf-8") for path in (SITE / "jinja2").rglob("*.*ml")]
    used = {name for text in pages for name in USED.findall(text)}
    shared = [(COMPONENTS / f"{name}.html").read_text(encoding="utf-8") for name in used]
    code = [path.read_text(encoding="utf-8") for path in SITE.glob("*.py")]
    return [REMARK.sub("", text) for text in (*pages, *shared, *code)]


def test_every_sentence_stands_in_welsh():
    said = {one for text in texts() for pattern in (SAID, COUNTED) for one in pattern.findall(text)}
    assert len(said) > 60
    assert {one for one in said if one not in words.welsh()} <= {"More than %(cap)s"}


def test_a_translation_takes_the_same_values():
    value = re.compile(r"%\(\w+\)s|%%")
    assert [
        en
        for en, cy in words.welsh().items()
        if sorted(value.findall(en)) != sorted(value.findall(cy))
    ] == []


# ------------------------------------------------------------------ what is kept


class Asked:
    """An application that counts how often it is asked."""

    def __init__(self, status="200 OK", body=b"x" * 2000):
        self.times, self.status, self.body = 0, status, body

    def __call__(self, environ, start):
        assert environ["REQUEST_METHOD"] in {"GET", "POST"}
        self.times += 1
        start(self.status, [("Content-Type", "text/html"), ("Content-Length", "2000")])
        return [self.body]


def ask(site, path="/", method="GET", **headers):
    told = []
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "wsgi.url_scheme": "http", **headers}
    body = b"".join(site(environ, lambda status, headers: told.append((status, dict(headers)))))
    return told[0][0], told[0][1], body


def test_a_page_is_made_once_until_the_file_changes():
    inner, now = Asked(), [1]
    site = cached.Cached(inner, lambda: now[0])
    first, again = ask(site), ask(site)
    assert first == again
    assert inner.times == 1
    assert ask(site, HTTP_HOST="elsewhere")[0] == "200 OK"
    assert inner.times == 2
    now[0] = 2
    ask(site)
    assert inner.times == 3


def test_a_reader_who_has_it_already_gets_nothing_again():
    site = cached.Cached(Asked(), lambda: 1)
    _status, headers, _body = ask(site)
    assert ask(site, HTTP_IF_NONE_MATCH=headers["ETag"])[::2] == ("304 Not Modified", b"")
    packed = ask(site, HTTP_ACCEPT_ENCODING="gzip")
    assert packed[1]["Content-Encoding"] == "gzip"
    assert len(packed[2]) < 100
    assert ask(site, method="HEAD")[2] == b""


def test_what_fails_is_asked_again_and_memory_has_an_end():
    broken = Asked("500 Broken")
    site = cached.Cached(broken, lambda: 1)
    ask(site), ask(site)
    assert broken.times == 2
    inner = Asked()
    small = cached.Cached(inner, lambda: 1, most=10_000)
    for number in range(20):
        ask(small, f"/{number}")
    ask(small, "/19")
    assert inner.times == 20
    ask(small, "/0")
    assert inner.times == 21
    assert ask(small, method="POST")[0] == "200 OK"
    assert inner.times == 22
