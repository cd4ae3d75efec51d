# SPDX-License-Identifier: MIT
"""Every source file says under which licence it is."""

from tracked import tracked


def test_every_python_file_begins_with_its_licence():
    first = {path: path.read_text(encoding="utf-8").split("\n")[:2] for path in tracked("*.py")}
    missing = [
        str(path)
        for path, lines in first.items()
        if "# SPDX-License-Identifier: MIT" not in lines and "/migrations/" not in str(path)
    ]
    assert missing == []
