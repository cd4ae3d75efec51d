# SPDX-License-Identifier: MIT
"""The repository builds anywhere: no address of a registry, no path of somebody's machine."""

import sys
from pathlib import Path

import pytest

from tracked import TOP, tracked

LOCKS = tuple(TOP / f"requirements{part}.lock" for part in ("", "-scale", "-opendata"))


def texts() -> dict[str, str]:
    found = {}
    for path in tracked():
        try:
            found[str(path.relative_to(TOP))] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return found


@pytest.mark.parametrize("mark", ["://", "file:", "--index-url", "--find-links"])
@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_the_lock_names_no_address(lock, mark):
    assert mark not in lock.read_text(encoding="utf-8")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_package_in_the_lock_has_its_hash(lock):
    entries = lock.read_text(encoding="utf-8").replace("\\\n", "").splitlines()
    pinned = [line for line in entries if "==" in line and not line.lstrip().startswith("#")]
    assert pinned
    assert [line for line in pinned if "--hash=sha256:" not in line] == []


def places_of_this_machine() -> set[str]:
    places = {TOP, TOP.parent, Path.home(), Path(sys.prefix)}
    return {f"{place}/" for place in places if len(place.parts) > 2} | {f"{Path.home()}/"}


def test_no_file_names_a_place_of_this_machine():
    found = [
        f"{name}: {place}"
        for name, text in texts().items()
        for place in places_of_this_machine()
        if place != "//" and place in text
    ]
    assert found == []


def test_no_file_names_a_registry():
    hosts = [
        "pypi" + ".org",
        "pythonhosted" + ".org",
        "registry." + "npmjs",
        "registry." + "yarnpkg",
    ]
    found = [f"{name}: {host}" for name, text in texts().items() for host in hosts if host in text]
    assert found == []
