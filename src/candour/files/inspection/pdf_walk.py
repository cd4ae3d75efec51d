# SPDX-License-Identifier: MIT
"""Walks through every object of a PDF and writes one word about what it found, or nothing.

A program of its own, with its own bounds of memory and time: a few kilobytes of PDF may unfold into
gigabytes, and the reader of PDFs is not ours. It must not import anything of Candour.
"""

import io
import resource
import sys
from collections.abc import Iterator
from typing import Any

import pikepdf

MEMORY = 640 * 1024 * 1024
SECONDS = 10

RUNS = {"/JavaScript", "/Launch", "/ImportData", "/GoToE", "/Rendition", "/RichMediaExecute"}
CARRIES = {"/EmbeddedFile", "/EmbeddedFiles", "/FileAttachment", "/RichMedia"}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.stdout.write(found_in(sys.stdin.buffer.read()))


def found_in(data: bytes) -> str:
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return next(_findings(pdf), "") or _left_unread(pdf)
    except pikepdf.PasswordError:
        return "locked"
    except MemoryError:
        return "too much"
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, IndexError):
        return "damaged"


def _findings(pdf: pikepdf.Pdf) -> Iterator[str]:
    for thing in _everything(pdf):
        if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            continue
        keys = set(thing.keys())
        names = {str(thing.get(key)) for key in ("/S", "/Type", "/Subtype") if key in keys}
        if keys & {"/JavaScript", "/JS", "/AA", "/XFA"} or names & RUNS:
            yield "runs"
        if "/OpenAction" in keys and not _only_shows_a_page(thing["/OpenAction"]):
            yield "runs"
        if keys & {"/EmbeddedFiles", "/EF", "/RichMediaContent"} or names & CARRIES:
            yield "carries"


def _left_unread(pdf: pikepdf.Pdf) -> str:
    """What the reader skipped is not checked, and another reader might not skip it."""
    skipped = " ".join(map(str, pdf.get_warnings()))
    if "bad_alloc" in skipped:
        return "too much"
    return "damaged" if "error decoding" in skipped or not len(pdf.pages) else ""


def _everything(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every object of the file, and every dictionary inside another; each indirect one once."""
    waiting = [*pdf.objects, pdf.trailer]
    while waiting:
        thing = waiting.pop()
        yield thing
        if isinstance(thing, pikepdf.Array):
            inside = list(thing)
        elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            inside = [thing[key] for key in thing.keys()]  # noqa: SIM118 - a stream cannot be iterated
        else:
            continue
        waiting.extend(
            one
            for one in inside
            if isinstance(one, pikepdf.Array | pikepdf.Dictionary) and not one.is_indirect
        )


def _only_shows_a_page(action: Any) -> bool:
    """Most programs say on which page to open; that is a place or a GoTo, and runs nothing."""
    if isinstance(action, pikepdf.Array):
        return True
    return (
        isinstance(action, pikepdf.Dictionary)
        and str(action.get("/S")) == "/GoTo"
        and (
            "/Next" not in action.keys()  # noqa: SIM118 - as above
        )
    )


if __name__ == "__main__":
    main()
