# SPDX-License-Identifier: MIT
"""Reading pages as a browser does: elements, words, forms."""

from django.template import engines
from lxml import html

FOCUSABLE = {"input", "select", "textarea", "button", "a"}


def draw(source, **values):
    """Render a piece of Jinja2 with the real environment."""
    return parsed(engines["jinja2"].from_string(source).render(values))


def parsed(text):
    return html.document_fromstring(f"<!DOCTYPE html><html><body>{text}</body></html>")


def page(response):
    return html.document_fromstring(response.content.decode())


def words(element):
    return " ".join(element.text_content().split())


def by_class(tree, name):
    return tree.xpath(f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]")


def hidden(tree):
    """Names and values of what a form sends without showing it."""
    return [
        (each.get("name"), each.get("value"))
        for each in tree.xpath("//main//input[@type='hidden']")
    ]
