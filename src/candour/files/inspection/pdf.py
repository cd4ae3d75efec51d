# SPDX-License-Identifier: MIT
"""PDF files: whole, and with nothing in them that runs or hides."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

from candour.files.rules.names import refusal

_WALK = Path(__file__).with_name("pdf_walk.py")
_LONGEST_WALK = 15
_END = b"%%EOF"

_DAMAGED = "it is damaged or not a PDF. Save it once more as a PDF and upload that."
_WHY_NOT = {
    "locked": "it is locked with a password. Save it without the password and upload that.",
    "damaged": _DAMAGED,
    "too much": "it takes too much room to check. Print it to a new PDF and upload that.",
    "runs": "it runs a program when it is opened. Print it to a new PDF and upload that.",
    "carries": "it has other files inside it. Upload those one by one, and the PDF without them.",
}


def check_pdf(name: str, data: bytes) -> bytes:
    if not data.startswith(b"%PDF-"):
        raise refusal(name, _DAMAGED)
    if not data.rstrip(b"\0\t\r\n ").endswith(_END):
        raise refusal(
            name,
            "something was added after the end of the PDF. Print it to a new PDF and upload that.",
        )
    if zipfile.is_zipfile(io.BytesIO(data)):
        raise refusal(
            name, "it is a PDF and an archive at once. Print it to a new PDF and upload that."
        )
    if found := _walked(data):
        raise refusal(name, _WHY_NOT[found])
    return data


def _walked(data: bytes) -> str:
    """What a process of its own finds; a file that exhausts or crashes it harms nobody else."""
    try:
        ended = subprocess.run(  # noqa: S603 - our own program, and nothing of the file in its arguments
            [sys.executable, "-I", str(_WALK)],
            input=data,
            capture_output=True,
            timeout=_LONGEST_WALK,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired:
        return "too much"
    found = ended.stdout.decode("ascii", "replace").strip()
    if ended.returncode == 0 and (found in _WHY_NOT or not found):
        return found
    return "too much"
