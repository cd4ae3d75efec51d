# SPDX-License-Identifier: MIT
"""Our task list, written out for speed, is what the library's macro would have written."""

from dataclasses import dataclass

from lxml import html

from candour.ui.tags import Status, Tag, tag


@dataclass(frozen=True)
class Task:
    title: str
    status: Tag
    href: str = ""
    hint: str = ""


TASKS = [
    Task("Describe <it>", tag(Status.COMPLETED), "/here"),
    Task("Ask", tag(Status.NOT_YET_STARTED), "/there", "Only if it matters"),
    Task("Decide", tag(Status.CANNOT_START_YET)),
    Task("Wait", tag(Status.WAITING, "the chief officer"), hint="Nothing to do"),
]
BY_THE_LIBRARY = """
{%- from "govuk_frontend_jinja/components/task-list/macro.html" import govukTaskList -%}
{%- from "components/tag.html" import status_tag -%}
{%- set items = [] -%}
{%- for task in tasks -%}
{%- set plain = {'text': task.status.text,
    'classes': '' if task.href else 'govuk-task-list__status--cannot-start-yet'} -%}
{%- set _ = items.append({
    'title': {'text': task.title},
    'href': task.href or none,
    'hint': {'text': task.hint} if task.hint else none,
    'status': {'html': status_tag(task.status)} if task.status.colour else plain}) -%}
{%- endfor -%}
{{ govukTaskList({'idPrefix': 'task', 'items': items}) }}
"""
BY_US = '{% from "components/task_list.html" import task_list %}{{ task_list(tasks) }}'


def shape(node):
    words = [" ".join((each or "").split()) for each in (node.text, node.tail)]
    attributes = {name: " ".join(value.split()) for name, value in node.attrib.items()}
    return node.tag, attributes, words, [shape(child) for child in node]


def drawn(source):
    from django.template import engines

    written = engines["jinja2"].env.from_string(source).render(tasks=TASKS)
    return shape(html.fragment_fromstring(written.strip()))


def test_our_task_list_is_the_one_of_the_library():
    assert drawn(BY_US) == drawn(BY_THE_LIBRARY)
