# SPDX-License-Identifier: MIT
"""Our macros write what govuk-frontend's own fixtures say, for every component that we use.

A new version of the macros or of the library is safe when this passes with its fixtures.
"""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import html

from source import pages
from tracked import TOP

FIXTURES = Path(__file__).parent.parent / "fixtures" / "govuk-frontend-6.3.0.jsonl"
HEAD, *LINES = (json.loads(line) for line in FIXTURES.read_text(encoding="utf-8").splitlines())
NOT_BY_MACRO = {"fieldset", "hint", "label", "error-message", "tag", "inset-text", "warning-text",
                "summary-list", "password-input", "task-list"}  # fmt: skip
"""Drawn inside other components, or written out in plain markup with the same classes."""


def macro_of(component):
    return "govuk" + "".join(part.capitalize() for part in component.split("-"))


def shape(text):
    """The markup as a tree of names, attributes and words; spaces and the order of attributes aside."""
    return [_shape(each) for each in html.fragments_fromstring(f"<div>{text}</div>")]


def _shape(node):
    if not isinstance(node.tag, str):
        return None
    attributes = {name: " ".join(value.split()) for name, value in node.attrib.items()}
    children = [(_shape(child), _words(child.tail)) for child in node]
    return node.tag, sorted(attributes.items()), _words(node.text), children


def _words(text):
    return " ".join((text or "").split())


@pytest.fixture(scope="module")
def environment():
    from django.template import engines

    return engines["jinja2"].env


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line['component']}: {line['name']}")
def test_the_markup_is_the_one_that_the_library_expects(line, environment):
    name = macro_of(line["component"])
    source = (
        f'{{% from "govuk_frontend_jinja/components/{line["component"]}/macro.html" import {name} %}}'
        f"{{{{ {name}(options) }}}}"
    )
    written = environment.from_string(source).render(options=line["options"])
    assert shape(written) == shape(line["html"])


def test_every_macro_that_a_page_uses_is_compared():
    used = {
        component
        for text in pages().values()
        for component in re.findall(r"govuk_frontend_jinja/components/([a-z-]+)/macro", text)
    }
    compared = Counter(line["component"] for line in LINES)
    assert used - set(compared) == set()
    assert set(compared) - used - NOT_BY_MACRO == set()


def test_the_fixtures_are_of_the_version_that_is_shipped():
    package = json.loads((TOP / "assets" / "package.json").read_text(encoding="utf-8"))
    assert package["devDependencies"]["govuk-frontend"] in HEAD["source"]


def test_the_comparison_sees_a_changed_attribute_and_a_changed_word():
    (sample,) = [
        line for line in LINES if (line["component"], line["name"]) == ("back-link", "default")
    ]
    assert shape(sample["html"]) != shape(sample["html"].replace('href="', 'href="x'))
    assert shape(sample["html"]) != shape(sample["html"].replace("Back", "Forward"))
