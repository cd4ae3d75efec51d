# SPDX-License-Identifier: MIT
"""What a page weighs: the document alone, and everything a browser asks for at its first visit."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import brotli

from bench.load import Answer, Request, ask

# nginx's own default for text compressed while it is served.
BROTLI_ON_THE_FLY = 6
FETCHED_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}


@dataclass(frozen=True)
class Weight:
    """Bytes. With brotli, as the proxy in front serves them."""

    html: int
    html_brotli: int
    first_load: int
    requests: int


class _Assets(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "link" and FETCHED_LINKS & set((values.get("rel") or "").split()):
            self.found.append(values.get("href") or "")
        if tag in {"script", "img"} and values.get("src"):
            self.found.append(values["src"] or "")


def weigh(port: int, request: Request) -> Weight:
    """Fetch a page and its assets as a browser with an empty cache does."""
    path, cookie = request.path, request.cookie
    document = ask(port, Request(path, cookie, encoding="br"))
    raw = brotli.decompress(document.body) if _is_brotli(document) else document.body
    compressed = document.body if _is_brotli(document) else _compressed(raw)
    headers = document.size - len(document.body)
    total, seen = len(compressed) + headers, {path}
    waiting = _assets(path, raw)
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        asset = ask(port, Request(address, cookie, encoding="br"))
        total += asset.size
        if "css" in asset.headers.get("content-type", ""):
            body = brotli.decompress(asset.body) if _is_brotli(asset) else asset.body
            waiting += _in_style_sheet(address, body)
    return Weight(len(raw), len(compressed), total, len(seen))


def _assets(path: str, html: bytes) -> list[str]:
    parser = _Assets()
    parser.feed(html.decode("utf-8"))
    return [urlsplit(urljoin(path, found)).path for found in parser.found]


def _in_style_sheet(path: str, style_sheet: bytes) -> list[str]:
    found = re.findall(r"url\(\s*['\"]?([^'\")]+)", style_sheet.decode("utf-8"))
    return [urlsplit(urljoin(path, each)).path for each in found if not each.startswith("data:")]


def _compressed(body: bytes) -> bytes:
    return bytes(brotli.compress(body, quality=BROTLI_ON_THE_FLY))


def _is_brotli(answer: Answer) -> bool:
    return answer.headers.get("content-encoding") == "br"
