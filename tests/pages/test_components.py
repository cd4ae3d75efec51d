# SPDX-License-Identifier: MIT
"""Our own components: each says in words what it shows."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from candour.ui.tags import Tag, tag
from markup import by_class, draw, words


@dataclass
class Task:
    title: str
    status: Tag
    href: str = ""
    hint: str = ""


@dataclass
class Entry:
    title: str
    at: datetime
    by: str = ""
    description: str = ""
    clauses: tuple = ()


@dataclass
class Row:
    name: str
    left: str
    right: str
    different: bool


def test_a_timeline_says_what_who_when_and_under_which_clause():
    at = datetime(2026, 1, 9, 9, 5, 1, 999, tzinfo=UTC)
    entry = Entry("Assessor allocated", at, "the service", "No bias declared.", ("COG 3.1/2",))
    tree = draw(
        "{% from 'components/timeline.html' import timeline %}{{ timeline([entry]) }}", entry=entry
    )
    (item,) = by_class(tree, "app-timeline__item")
    assert words(item) == (
        "Assessor allocated by the service 9 January 2026 at 9:05am No bias declared. COG 3.1/2"
    )
    assert tree.xpath("//time/@datetime") == ["2026-01-09T09:05:01+00:00"]


def test_a_task_that_cannot_start_is_no_link_and_has_no_colour():
    tasks = [
        Task("Describe it", tag("completed"), "/one", "3 files"),
        Task("Check it", tag("problem"), "/two"),
        Task("Decide it", tag("cannot_start_yet")),
    ]
    tree = draw(
        "{% from 'components/task_list.html' import task_list %}{{ task_list(tasks) }}", tasks=tasks
    )
    assert tree.xpath("//a/@href") == ["/one", "/two"]
    assert [words(each) for each in by_class(tree, "govuk-task-list__status")] == [
        "Completed", "There is a problem", "Cannot start yet",
    ]  # fmt: skip
    assert [each.get("class") for each in by_class(tree, "govuk-tag")] == [
        "govuk-tag govuk-tag--red"
    ]
    assert tree.xpath("//a/@aria-describedby")[0] == "task-1-hint task-1-status"


def test_a_masked_entry_gives_nothing_away():
    tree = draw(
        "{% from 'components/masked.html' import masked %}{{ masked('Associations', 'Counter Corruption', '/ask') }}"
    )
    (box,) = by_class(tree, "app-masked")
    assert words(box) == (
        "Associations There is a restricted entry. Ask Counter Corruption to review it. Ask for a review"
    )


def test_a_difference_is_said_in_words():
    rows = [Row("Cost", "£75", "£80", True), Row("Place", "", "", False)]
    tree = draw(
        "{% from 'components/compare.html' import compare %}{{ compare(rows, 'Theirs', 'Mine') }}",
        rows=rows,
    )
    first, second = by_class(tree, "app-compare__row")
    assert words(first) == "Cost Different Theirs £75 Mine £80"
    assert words(second) == "Place Theirs Not provided Mine Not provided"


def test_a_missing_fact_says_so_and_nothing_is_not_none():
    source = "{% from 'components/summary.html' import summary %}{{ summary([('Cost', 0), ('Place', ''), ('Host', none, '/x')]) }}"
    tree = draw(source)
    assert [words(each) for each in tree.xpath("//dd[contains(@class, 'value')]")] == [
        "0",
        "Not provided",
        "Not provided",
    ]
    assert words(tree.xpath("//a")[0]) == "Change Host"


TABLE = """{% from "components/table.html" import table, row_start, row_end, head_cell, cell, link %}
{% call table("Requests", ["Reference", {"text": "Due", "href": "?sort=due", "sorted": "ascending"}]) %}
{{ row_start() }}{{ head_cell(link("/x", "GW-7KQ3")) }}{{ cell("Due", "<soon>") }}{{ row_end() }}
{% endcall %}"""


def test_a_table_keeps_its_meaning_as_cards():
    tree = draw(TABLE)
    roles = [
        (each.tag, each.get("role")) for each in tree.xpath("//table/descendant-or-self::*[@role]")
    ]
    assert roles == [
        ("table", "table"), ("thead", "rowgroup"), ("tr", "row"), ("th", "columnheader"),
        ("th", "columnheader"), ("tbody", "rowgroup"), ("tr", "row"), ("th", "rowheader"), ("td", "cell"),
    ]  # fmt: skip
    assert words(tree.xpath("//caption")[0]) == "Requests"
    assert tree.xpath("//th[@aria-sort='ascending']/a/@href") == ["?sort=due"]
    assert tree.xpath("//tbody//th[@scope='row']/a/@href") == ["/x"]
    assert (tree.xpath("//td/@data-label"), words(tree.xpath("//td")[0])) == (["Due"], "<soon>")


def test_paging_goes_by_key_and_names_no_page_number():
    tree = draw(
        "{% from 'components/pagination.html' import pages %}{{ pages('/list?before=A', '/list?after=B') }}"
    )
    assert [(words(a), a.get("rel")) for a in tree.xpath("//nav//a")] == [
        ("Previous page", "prev"),
        ("Next page", "next"),
    ]
    assert not draw("{% from 'components/pagination.html' import pages %}{{ pages() }}").xpath(
        "//nav"
    )


@pytest.mark.parametrize(
    ("count", "said"), [(1, "1 request"), (25, "25 requests"), (101, "More than 100 requests")]
)
def test_a_count_is_capped(count, said):
    source = "{% from 'components/pagination.html' import counted %}{{ counted(count, 'request', 'requests') }}"
    assert words(draw(source, count=count)) == said


def test_a_filter_is_an_address_and_each_choice_can_be_taken_away():
    source = """{% from "components/filter.html" import filter_bar %}
    {% call filter_bar("/list", [{"text": "Overdue", "href": "/list"}], "/list") %}fields{% endcall %}"""
    tree = draw(source)
    (form,) = tree.xpath("//form")
    assert (form.get("method"), form.get("action")) == ("get", "/list")
    assert words(tree.xpath("//li/a")[0]) == "Remove Overdue ×"
    assert not tree.xpath("//input[@name='csrfmiddlewaretoken']"), (
        "a token has no place in an address"
    )


def test_a_confirmation_gives_the_reference():
    tree = draw(
        "{% from 'components/panel.html' import confirmation %}{{ confirmation('Request sent', 'GW-7KQ3') }}"
    )
    assert words(by_class(tree, "govuk-panel")[0]) == "Request sent Your reference GW-7KQ3"


@pytest.mark.parametrize(("late", "soon", "style"), [(True, False, "late"), (False, True, "soon")])
def test_a_clock_says_the_day_and_what_is_left(late, soon, style):
    source = "{% from 'components/clock.html' import clock %}{{ clock(due, '3 working days left', late, soon) }}"
    tree = draw(source, due=date(2027, 1, 14), late=late, soon=soon)
    assert words(tree) == "Thursday 14 January 2027 3 working days left"
    assert by_class(tree, f"app-clock--{style}")


def test_an_empty_place_offers_the_first_step():
    source = "{% from 'components/empty.html' import empty %}{{ empty('No requests.', 'Start one.', 'Start', '/new') }}"
    tree = draw(source)
    assert words(tree) == "No requests. Start one. Start"
    assert tree.xpath("//a/@href") == ["/new"]


def test_form_frame_carries_token_key_and_draft(rf, db):
    import specimen_urls

    assert specimen_urls.urlpatterns, "its drafts are registered when it is read"
    source = """{% from "components/forms.html" import form_tag, buttons %}
    {% call form_tag(request, draft="specimen:GW-7KQ3", files=true) %}
    {{ buttons("Send") }}{% endcall %}"""
    (form,) = draw(source, request=rf.get("/")).xpath("//form")
    assert form.get("enctype") == "multipart/form-data"
    assert (form.get("data-draft"), form.get("data-draft-url")) == (
        "specimen:GW-7KQ3",
        "/drafts/specimen:GW-7KQ3",
    )
    assert [each.get("name") for each in form.xpath(".//input")] == ["csrfmiddlewaretoken", "once"]
    assert [words(each) for each in form.xpath(".//button")] == ["Send", "Save and come back later"]
    assert form.xpath(".//*[@role='status']")
    assert len([b for b in form.xpath(".//button") if "secondary" not in b.get("class")]) == 1
