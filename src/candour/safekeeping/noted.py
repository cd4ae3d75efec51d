# SPDX-License-Identifier: MIT
"""When something about the installation was last done and how it went: small files beside the data."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings

from candour.ledger import custody


def note(name: str, facts: dict[str, Any]) -> None:
    path = _path(name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    custody.replace(path, json.dumps(facts, indent=1).encode())


def read(name: str) -> dict[str, Any] | None:
    try:
        facts: dict[str, Any] = json.loads(_path(name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return facts


def _path(name: str) -> Path:
    return Path(settings.HOME) / "noted" / name
