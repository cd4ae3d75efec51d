# SPDX-License-Identifier: MIT
"""Writes docs/generated/packages.cdx.json: every package of the lock, as CycloneDX 1.6 lists them.

Names, versions and licences, for whoever asks what is inside. Licences are those that the installed
packages declare; one that is for another system is listed without.
"""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
TARGET = ROOT / "docs/generated/packages.cdx.json"
PINNED = re.compile(r"^([a-z0-9._-]+)(?:\[[^\]]*\])?==([^ ;\\]+)", re.MULTILINE)
LONGEST = 60


def pinned() -> dict[str, str]:
    return dict(PINNED.findall(LOCK.read_text(encoding="utf-8")))


def licence(name: str) -> str:
    """As short as the package says it: the expression, a classifier, or the field if it is short."""
    try:
        said = distribution(name).metadata
    except PackageNotFoundError:
        return ""
    if expression := said["License-Expression"]:
        return str(expression)
    classified = [
        one.rpartition(" :: ")[2]
        for one in said.get_all("Classifier") or []
        if one.startswith("License :: ") and not one.endswith("OSI Approved")
    ]
    field = str(said["License"] or "").strip()
    return " or ".join(classified) or (field if len(field) <= LONGEST else "")


def component(name: str, version: str) -> dict[str, object]:
    found = {"type": "library", "name": name, "version": version, "purl": f"pkg:pypi/{name}@{version}"}  # fmt: skip
    said = licence(name)
    return {**found, **({"licenses": [{"license": {"name": said}}]} if said else {})}


def main() -> None:
    lines = ",\n  ".join(json.dumps(component(*one)) for one in sorted(pinned().items()))
    head = '"bomFormat": "CycloneDX",\n "specVersion": "1.6",\n "version": 1'
    TARGET.write_text(f'{{{head},\n "components": [\n  {lines}\n ]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
