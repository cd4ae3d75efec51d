# SPDX-License-Identifier: MIT
"""Asks Frictionless about folders of open data; run in a process of its own, beside the product's packages.

Each folder holds a data package and the same table as JSON and as two workbooks. The answer is, by
folder and file, how many rows were read and what is wrong, as JSON.
"""

import json
import os
import sys
from pathlib import Path

from frictionless import Package, formats
from frictionless.resources import TableResource

ROWS = {
    ".json": lambda: formats.JsonControl(property="rows", keyed=True),
    ".xlsx": lambda: formats.ExcelControl(sheet="Rows"),
    ".ods": lambda: formats.OdsControl(sheet="Rows"),
}


def main() -> None:
    found = {}
    for folder in map(Path, sys.argv[1:]):
        os.chdir(folder)
        for name, report in reports():
            said = [*report.errors, *(error for task in report.tasks for error in task.errors)]
            rows = sum(task.stats.get("rows", 0) for task in report.tasks)
            wrong = [f"{one.type}: {one.message}" for one in said]
            found[f"{folder.name}/{name}"] = {"rows": rows, "wrong": wrong}
    sys.stdout.write(json.dumps(found))


def reports():
    package = Package("datapackage.json")
    yield "datapackage.json", package.validate()
    (table,) = package.resources
    for path in sorted(Path().iterdir()):
        if path.name == "datapackage.json" or empty(path):
            continue
        if control := ROWS.get(path.suffix):
            same = TableResource(path=path.name, schema=table.schema, control=control())
            yield path.name, same.validate()


def empty(path):
    """A list of no rows has no columns that JSON could name; a nil return says so in the others."""
    return path.suffix == ".json" and json.loads(path.read_bytes())["rows"] == []


main()
