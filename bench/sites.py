# SPDX-License-Identifier: MIT
"""The two sites of a run: the product, and the plain Django page that it is compared with."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Site:
    name: str
    settings: str
    application: str
    population: str
    """The module that fills it and names the pages to measure."""
    home_variable: str
    fixed: Mapping[str, str] = field(default_factory=dict)

    def env(self, home: Path, database_url: str) -> dict[str, str]:
        return {
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}:{ROOT / 'tests'}",
            "DJANGO_SETTINGS_MODULE": self.settings,
            "DATABASE_URL": database_url,
            self.home_variable: str(home),
            **self.fixed,
        }


CANDOUR = Site(
    "candour",
    "candour.config.settings",
    "candour.config.wsgi:application",
    "bench.populate",
    "CANDOUR_HOME",
    # Production settings, but for plain http: no proxy stands in front here.
    {
        "CANDOUR_HTTPS": "0",
        "CANDOUR_DEMO": "0",
        "CANDOUR_HOSTS": "127.0.0.1",
        # The load has a password only: what is measured is a page, not a sign-in.
        "CANDOUR_SECOND_FACTOR": "0",
    },
)
YARDSTICK = Site(
    "yardstick",
    "bench.yardstick.settings",
    "bench.yardstick.wsgi:application",
    "bench.yardstick.populate",
    "YARDSTICK_HOME",
)


class CommandFailed(Exception):
    """The message ends with what the command said."""


def inside(env: Mapping[str, str], site: Site, *words: str) -> Any:
    """Run a command of bench/inside.py with the site's settings, and read its answer."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.inside", site.population, *words],
        env={**os.environ, **env},
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise CommandFailed(f"{site.name}: {' '.join(words)} failed\n{done.stderr[-3000:]}")
    return json.loads(done.stdout.rpartition("\n\0")[2])
