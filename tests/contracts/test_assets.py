# SPDX-License-Identifier: MIT
"""The compiled style sheet and script belong to their sources, and carry no other body's brand."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from tracked import TOP, tracked

STATIC = TOP / "src/candour/ui/static"
HASHES = json.loads((TOP / "assets/hashes.json").read_text(encoding="utf-8"))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_output_was_built_from_these_sources():
    sources = {
        str(path.relative_to(TOP)): digest(path)
        for path in tracked("assets")
        if path.name not in {"README.md", "hashes.json", ".npmrc"}
    }
    assert sources == HASHES["sources"], "run make assets and commit what it writes"


def test_the_output_is_what_the_build_wrote():
    outputs = {path.name: digest(path) for path in tracked("src/candour/ui/static/candour")}
    assert outputs == HASHES["outputs"], "run make assets and commit what it writes"


@pytest.mark.parametrize("word", ["gds transport", "@font-face", "crest", "crown", "#1d70b8"])
def test_the_compiled_files_carry_no_other_brand(word):
    found = [
        path.name
        for path in STATIC.rglob("*")
        if path.suffix in {".css", ".js"} and word in path.read_text(encoding="utf-8").lower()
    ]
    assert found == []


def test_no_font_or_emblem_is_shipped_as_a_file():
    emblem = re.compile(r"\.woff2?$|crest|crown|govuk-icon")
    assert [path.name for path in STATIC.rglob("*") if emblem.search(path.name)] == []


def test_the_style_sheet_asks_for_no_other_file():
    assert "url(" not in (STATIC / "candour/app.css").read_text(encoding="utf-8")


def test_the_node_lock_names_no_address():
    assert "resolved" not in (TOP / "assets/package-lock.json").read_text(encoding="utf-8")


def contrast(one: str, two: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


PALETTE = dict(
    re.findall(
        r"^\$([a-z-]+): (#[0-9a-f]{6});",
        (TOP / "assets/sass/_palette.scss").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
)


@pytest.mark.parametrize("name", ["ink", "teal", "teal-deep", "plum", "claret", "amber"])
@pytest.mark.parametrize("ground", ["#ffffff", "surface"])
def test_our_colours_can_be_read(name, ground):
    assert contrast(PALETTE[name], PALETTE.get(ground, ground)) >= 7 - 0.1
