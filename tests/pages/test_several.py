# SPDX-License-Identifier: MIT
"""The same questions for each of several things, with and without a script."""

import pytest
from django.http import QueryDict

from candour.ui.forms import Checkboxes, GdsForm, Text
from candour.ui.several import Several, rows_of
from markup import draw, words


class Person(GdsForm):
    name = Text("Full name", missing="Enter the full name")
    part = Checkboxes("Part", [("host", "Host"), ("guest", "Guest")], required=False)


class Around(GdsForm):
    place = Text("Place", missing="Enter the place")


def sent(**values):
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name.replace("__", "-"), value if isinstance(value, list) else [value])
    return data


TWO = {"p__TOTAL_FORMS": "2", "p__0__name": "Ann", "p__0__part": ["host"], "p__1__name": "Ben"}


def drawn(several):
    source = """{% from "components/forms.html" import add_another %}
    {{ add_another(people, "Person", "Add another person") }}"""
    return draw(source, people=several)


def test_each_row_gives_its_answers():
    several = Several(Person, "p", sent(**TWO))
    assert several.is_valid()
    assert several.answers() == [{"name": "Ann", "part": ["host"]}, {"name": "Ben", "part": []}]


def test_a_row_left_empty_does_not_count():
    several = Several(Person, "p", sent(**TWO | {"p__1__name": ""}))
    assert several.is_valid()
    assert len(several.answers()) == 1


def test_a_row_that_was_begun_has_to_be_finished():
    several = Several(Person, "p", sent(**TWO | {"p__1__name": "", "p__1__part": ["guest"]}))
    assert not several.is_valid()
    assert [(each.text, each.target) for each in several.problems()] == [
        ("Enter the full name", "p-1-name")
    ]


def test_at_least_one_can_be_asked_for():
    assert Several(Person, "p", sent(p__TOTAL_FORMS="1")).is_valid()
    assert not Several(Person, "p", sent(p__TOTAL_FORMS="1"), least=1).is_valid()


def test_another_row_comes_without_a_script_and_without_errors():
    several = Several(Person, "p", sent(**TWO | {"p__1__name": "", "p__more": "yes"}))
    assert several.wants_more
    assert not several.is_valid()
    page = drawn(several)
    assert [words(each) for each in page.xpath("//legend[contains(@class, 'another')]")] == [
        "Person 1",
        "Person 2",
        "Person 3",
    ]
    assert page.xpath("//input[@name='p-0-name']/@value") == ["Ann"]
    assert page.xpath("//input[@checked]/@name") == ["p-0-part"]
    assert page.xpath("//input[@name='p-TOTAL_FORMS']/@value") == ["3"]
    assert not page.xpath("//*[contains(@class, 'error')]")


def test_the_form_around_keeps_its_answers_meanwhile():
    around = Around(sent(place="", **TWO)).as_typed()
    assert not around.is_bound
    assert not around.wrong
    assert Around(sent(place="The Grand")).as_typed()["place"].value() == "The Grand"


def test_rows_are_judged_with_the_form_around_them():
    around = Around(sent(place="The Grand", **TWO | {"p__1__name": "", "p__1__part": ["guest"]}))
    around.attach(Several(Person, "p", around.data))
    assert not around.is_valid()
    assert around.wrong
    assert [each.target for each in around.problems()] == ["p-1-name"]


def test_a_fresh_page_has_one_empty_row():
    page = drawn(Several(Person, "p"))
    assert page.xpath("//input[@name='p-0-name']/@value") == [""]
    assert words(page.xpath("//button[@name='p-more']")[0]) == "Add another person"


def test_saved_rows_are_shown():
    several = Several(Person, "p", initial=[{"name": "Ann"}, {"name": "Ben", "part": ["host"]}])
    assert drawn(several).xpath("//input[@type='text']/@value") == ["Ann", "Ben"]


@pytest.mark.parametrize("total", ["", "many", "-1", "٣", "0"])
def test_a_count_that_is_none_is_one(total):
    assert len(Several(Person, "p", sent(p__TOTAL_FORMS=total)).rows) == 1


def test_rows_have_an_end():
    assert len(Several(Person, "p", sent(p__TOTAL_FORMS="9999"), most=3).rows) == 3
    assert len(Several(Person, "p", sent(p__TOTAL_FORMS="3", p__more="yes"), most=3).rows) == 3


def test_a_draft_gives_its_rows_back():
    draft = {
        "place": "x",
        "p-10-name": "Ben",
        "p-2-name": "Ann",
        "p-2-part": ["host"],
        "p-x-name": "?",
        "pp-1-name": "?",
    }
    assert rows_of("p", draft) == [{"name": "Ann", "part": ["host"]}, {"name": "Ben"}]
