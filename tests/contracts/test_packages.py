# SPDX-License-Identifier: MIT
"""What is inside can be listed, and nothing inside binds whoever runs it to more than our licence."""

import json
import tomllib

import package_list

from tracked import TOP

LISTED = json.loads((TOP / "docs/generated/packages.cdx.json").read_text(encoding="utf-8"))
STRONG = ("AGPL", "Affero", "SSPL", "BUSL", "Commons Clause")
TOOLS_ONLY = {"djlint", "radicale"}
"""Under the GPL, and used while developing only: nothing of it is in the product."""


def test_the_list_of_packages_is_that_of_the_lock():
    assert LISTED["bomFormat"] == "CycloneDX"
    listed = {one["name"]: one["version"] for one in LISTED["components"]}
    assert listed == package_list.pinned()


def licences():
    return {
        one["name"]: one["licenses"][0]["license"]["name"]
        for one in LISTED["components"]
        if "licenses" in one
    }


def test_nearly_every_package_says_its_licence():
    silent = {one["name"] for one in LISTED["components"]} - set(licences())
    assert len(silent) < len(LISTED["components"]) / 10, silent


def test_no_package_has_a_licence_that_reaches_into_ours():
    strong = {name: said for name, said in licences().items() if any(w in said for w in STRONG)}
    assert strong == {}
    gpl = {n for n, said in licences().items() if "GPL" in said and "LGPL" not in said and " or " not in said.lower()}  # fmt: skip
    assert gpl <= TOOLS_ONLY
    needed = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert not any(name in line for line in needed["dependencies"] for name in TOOLS_ONLY)
