# SPDX-License-Identifier: MIT
"""The guides of docs/how-to as topics of the help, so that whoever works here need not find the source."""

from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

from candour.ui.help_topics import GUIDE, Topic, register_topic
from candour.ui.rules.guide_text import blocks_of, title_of

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "how-to"
"""Beside the package in a checkout; an installation without it has the other topics."""
ORDER = 60


def register_guides() -> None:
    for path in sorted(FOLDER.glob("*.md")):
        title = title_of(path.read_text(encoding="utf-8"))
        more = partial(_drawn, path)
        register_topic(Topic(f"{GUIDE}{path.stem}", title, "ui/help/guide.html", ORDER, more))


@cache
def _drawn(path: Path) -> Mapping[str, Any]:
    return {"blocks": blocks_of(path.read_text(encoding="utf-8"))}
