# SPDX-License-Identifier: MIT
"""Every source file says under which licence it is, and no file of tests hides another."""

from collections import Counter

from tracked import tracked


def test_every_python_file_begins_with_its_licence():
    first = {path: path.read_text(encoding="utf-8").split("\n")[:2] for path in tracked("*.py")}
    missing = [
        str(path)
        for path, lines in first.items()
        if "# SPDX-License-Identifier: MIT" not in lines and "/migrations/" not in str(path)
    ]
    assert missing == []


def test_no_two_files_of_tests_have_one_name():
    """pytest gathers them as modules without packages: the second of a name would not be run."""
    names = Counter(path.name for path in tracked("tests/**/test_*.py"))
    assert [name for name, times in names.items() if times > 1] == []
