# SPDX-License-Identifier: MIT
"""Guides as they are written become headings, paragraphs, lists, tables and code, and no markup."""

from candour.ui.guides import FOLDER
from candour.ui.rules.guide_text import Span, blocks_of, spans, title_of

GUIDE = """\
# Bring it in

For **everyone** who
writes `code`.

## Do it

1. First, and
   go on here.
2. Then:
   ```
   candour run
     deeper
   ```
3. Last.

- see [the site](https://example.org)
- and [the record](../record.md)

| this | is *it* |
|---|---|
| one | `two` |
"""


def words(line):
    return "".join(span.text for span in line)


def test_a_guide_in_its_parts():
    kinds = [(one.kind, one.level) for one in blocks_of(GUIDE)]
    assert kinds == [
        ("paragraph", 0), ("heading", 2), ("list", 1), ("code", 0), ("list", 3), ("list", 0),
        ("table", 0),
    ]  # fmt: skip
    assert title_of(GUIDE) == "Bring it in"


def test_lines_that_belong_together_are_one():
    paragraph, _heading, steps, code, *_rest = blocks_of(GUIDE)
    assert words(paragraph.rows[0][0]) == "For everyone who writes code."
    assert [words(row[0]) for row in steps.rows] == ["First, and go on here.", "Then:"]
    assert code.text == "candour run\n  deeper"


def test_a_table_has_heads_and_cells():
    table = blocks_of(GUIDE)[-1]
    assert table.heads == ("this", "is it")
    assert [[words(cell) for cell in row] for row in table.rows[1:]] == [["one", "two"]]


def test_only_links_to_the_outside_lead_anywhere():
    assert spans("[the site](https://example.org)") == (
        Span("the site", "link", "https://example.org"),
    )
    assert spans("[the record](../record.md)") == (Span("the record"),)
    assert spans("[x](javascript:alert(1))")[0].kind == ""


def test_nothing_of_our_guides_is_left_over():
    """No star, hash or bar of the way they are written reaches a reader."""
    guides = sorted(FOLDER.glob("*.md"))
    assert len(guides) > 5
    for path in guides:
        for block in blocks_of(path.read_text(encoding="utf-8")):
            for row in block.rows:
                for line in row:
                    shown = "".join(span.text for span in line if span.kind != "code")
                    assert "**" not in shown, (path.name, shown)
                    assert not shown.startswith(("#", "|", "```")), (path.name, shown)
