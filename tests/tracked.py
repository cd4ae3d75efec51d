# SPDX-License-Identifier: MIT
"""The files of the project, as a contract test reads them."""

import subprocess
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent


def tracked(*patterns: str) -> list[Path]:
    """Tracked files and new ones that are not ignored, by git's own matching."""
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=TOP,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    return [TOP / name for name in names if name and (TOP / name).is_file()]
