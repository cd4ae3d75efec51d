# SPDX-License-Identifier: MIT
"""Forms: each question, each error, and the answers that stay."""

from datetime import date, time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from candour.kernel.procedure import Refused, RefusedForSeveralReasons
from candour.ui.forms import (
    Checkboxes,
    Confirm,
    DateInput,
    Email,
    Files,
    GdsForm,
    Hidden,
    Money,
    Option,
    Radios,
    Select,
    Text,
    TextArea,
    TimeInput,
    Whole,
    YesNo,
)
from markup import FOCUSABLE, by_class, draw, words

WAYS = [("attend", "Attend"), Option("part", "Attend a part", "Say which part"), ("no", "Decline")]
STEPS = [
    ("minutes", "Full minutes"),
    ("wider", "More people"),
    Option("none", "None of these", exclusive=True),
]


class Offer(GdsForm):
    what = Text(
        "What were you offered?",
        hint="For example, lunch for 2",
        missing="Enter what you were offered",
    )
    why = TextArea("Why does it matter?", required=False)
    day = DateInput("When was it offered?", missing="Enter when it was offered")
    at = TimeInput("When does it start?", required=False)
    worth = Money("Value", missing="Enter the value in pounds, or your best estimate")
    guests = Whole("How many guests?", required=False, most=500)
    host = Email("E-mail address of the host", required=False)
    way = Radios("What do you recommend?", WAYS, missing="Select what you recommend")
    seen = YesNo("Would you be content to see it in a newspaper?")
    steps = Checkboxes("Which steps would reduce the risk?", STEPS, required=False)
    owner = Select("Who sees to it?", [("1", "First"), ("2", "Second")], required=False)
    papers = Files("Papers", required=False)
    sure = Confirm(
        "Declaration", "I confirm that this is correct", missing="Select the box to confirm"
    )
    version = Hidden(initial="7")


GOOD = {
    "what": "Lunch", "day": "27 3 2026", "worth": "£75.50", "way": "attend", "seen": "no",
    "sure": "yes",
}  # fmt: skip


def answered(files=None, **answers):
    data = QueryDict(mutable=True)
    for name, value in (GOOD | answers).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return Offer(data, MultiValueDict(files or {}))


def drawn(form):
    source = """{% from "components/forms.html" import error_summary, fields %}
    {{ error_summary(form) }}{{ fields(form) }}"""
    return draw(source, form=form)


def test_answers_become_values():
    form = answered(why=" two \r\n lines ", at="9.05am", guests="1,2", steps=["wider", "minutes"])
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "what": "Lunch",
        "why": "two \n lines",
        "day": date(2026, 3, 27),
        "at": time(9, 5),
        "worth": 7550,
        "guests": 12,
        "host": "",
        "way": "attend",
        "seen": False,
        "steps": ["minutes", "wider"],
        "owner": "",
        "papers": [],
        "sure": True,
        "version": "",
    }


def test_each_error_links_to_a_control_that_takes_the_focus():
    form = Offer(QueryDict())
    page = drawn(form)
    links = page.xpath("//ul[contains(@class, 'govuk-error-summary__list')]//a/@href")
    assert links == ["#what", "#day", "#worth", "#way", "#seen", "#sure"]
    for link in links:
        (target,) = page.xpath(f"//*[@id='{link[1:]}']")
        assert target.tag in FOCUSABLE


def test_the_link_of_a_group_leads_to_its_first_choice():
    page = drawn(Offer(QueryDict()))
    (first,) = page.xpath("//input[@id='way']")
    assert (first.get("type"), first.get("value")) == ("radio", "attend")


def test_an_error_has_the_same_words_in_both_places():
    page = drawn(Offer(QueryDict()))
    above = [words(a) for a in page.xpath("//ul[contains(@class, 'govuk-error-summary__list')]//a")]
    beside = [words(p).removeprefix("Error: ") for p in by_class(page, "govuk-error-message")]
    assert above == beside
    assert len(above) == 6


def test_every_answer_stays_after_an_error():
    form = answered(
        what="", why="Because", day="32 3 2026", at="soon", worth="a lot", guests="many",
        host="nobody", way="part", seen="yes", steps=["wider"], owner="2", version="9",
    )  # fmt: skip
    assert not form.is_valid()
    page = drawn(form)
    typed = {
        each.get("name"): each.get("value")
        for each in page.xpath("//input[@type='text' or @type='email']")
    }
    assert typed == {
        "what": "", "day": "32 3 2026", "at": "soon", "worth": "a lot", "guests": "many", "host": "nobody",
    }  # fmt: skip
    assert page.xpath("//textarea[@name='why']/text()") == ["Because"]
    ticked = [(each.get("name"), each.get("value")) for each in page.xpath("//input[@checked]")]
    assert ticked == [("way", "part"), ("seen", "yes"), ("steps", "wider"), ("sure", "yes")]
    assert page.xpath("//select[@name='owner']/option[@selected]/@value") == ["2"]
    assert page.xpath("//input[@name='version']/@value") == ["9"]


def test_files_cannot_be_kept_so_the_page_names_them():
    form = answered({"papers": [SimpleUploadedFile("minutes.pdf", b"x")]}, what="")
    hint = words(drawn(form).xpath("//*[@id='papers-hint']")[0])
    assert hint == "Choose again: minutes.pdf"


def test_several_files_arrive_in_order():
    sent = [SimpleUploadedFile("a.pdf", b"a"), SimpleUploadedFile("b.pdf", b"b")]
    form = answered({"papers": sent})
    assert form.is_valid()
    assert [each.name for each in form.cleaned_data["papers"]] == ["a.pdf", "b.pdf"]
    assert drawn(Offer()).xpath("//input[@type='file']/@multiple")


def test_a_question_that_may_be_left_out_says_so():
    page = drawn(Offer())
    assert words(page.xpath("//label[@for='why']")[0]) == "Why does it matter? (optional)"
    assert words(page.xpath("//label[@for='what']")[0]) == "What were you offered?"
    legends = [words(each) for each in page.xpath("//legend")]
    assert "Which steps would reduce the risk? (optional)" in legends


def test_a_hint_is_read_with_its_question():
    (what,) = drawn(Offer()).xpath("//input[@id='what']")
    assert what.get("aria-describedby") == "what-hint"


def test_nothing_on_the_page_asks_the_browser_to_check():
    assert not drawn(Offer()).xpath("//*[@required or @pattern or @maxlength]")


def test_saved_values_are_shown_as_people_type_them():
    form = Offer(
        initial={
            "day": date(2026, 3, 7),
            "at": time(14),
            "worth": 7505,
            "seen": True,
            "steps": ["wider"],
        }
    )
    page = drawn(form)
    shown = {
        name: page.xpath(f"//input[@id='{name}']/@value")[0] for name in ("day", "at", "worth")
    }
    assert shown == {"day": "7 3 2026", "at": "2:00pm", "worth": "75.05"}
    assert page.xpath("//input[@checked]/@value") == ["yes", "wider"]


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        ("75", 7500),
        ("£75", 7500),
        ("75.5", 7550),
        ("75.50", 7550),
        ("£184,000", 18_400_000),
        ("0", 0),
        ("£ 1.05 ", 105),
    ],
)
def test_money_is_held_in_pence(typed, pence):
    assert Money("Value").clean(typed) == pence


@pytest.mark.parametrize("typed", ["75p", "-5", "1.234", "about 30", "£25pp", "N/K", "1e3", "٣"])
def test_money_that_is_unclear_is_refused(typed):
    assert error_of(Money("Value"), typed) == "Enter the amount in pounds, for example 75 or 75.50"


def error_of(field, value):
    class One(GdsForm):
        answer = field

    form = (
        One(QueryDict(mutable=True) | {"answer": value})
        if isinstance(value, list)
        else One({"answer": value})
    )
    assert not form.is_valid()
    return form.errors["answer"][0]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (Text("Name", max_length=5), "too long"),
        (Text("Name"), "a\x07b"),
        (Text("Name"), ""),
        (TextArea("Name"), ""),
        (Email("Host"), "a@b"),
        (Whole("Guests", most=5), "6"),
        (Whole("Guests"), "1.5"),
        (Whole("Guests"), "-1"),
        (DateInput("Day"), "soon"),
        (TimeInput("Start"), "9"),
        (Radios("Way", WAYS), "other"),
        (Radios("Way", WAYS), ""),
        (Select("Way", WAYS), "other"),
        (YesNo("Sure?"), "perhaps"),
        (Confirm("Sure?", "I confirm"), ""),
        (Files("Papers"), ""),
    ],
)
def test_every_error_says_what_to_do(field, value):
    assert error_of(field, value).split()[0] in {"Enter", "Select", "Check", "Upload"}


def test_a_choice_that_was_not_offered_is_refused():
    assert not answered(steps=["minutes", "bribe"]).is_valid()
    assert not answered(way="bribe").is_valid()


def test_none_of_these_stands_alone():
    form = answered(steps=["none", "wider"])
    assert form.errors == {"steps": ["Select “None of these” or the other answers, not both"]}
    assert answered(steps=["none"]).is_valid()


def test_a_refusal_stands_beside_its_answer():
    form = answered()
    assert form.is_valid()
    form.refuse(
        Refused("Only the Head of Professional Standards may do this.", "COG 3.4/8", about="way")
    )
    page = drawn(form)
    assert page.xpath("//div[@role='alert']//a/@href") == ["#way"]
    assert words(page.xpath("//*[@id='way-error']")[0]).endswith("may do this.")
    assert not form.is_valid()


def test_a_refusal_about_no_answer_stands_on_top_with_its_clause():
    form = answered()
    assert form.is_valid()
    form.refuse(Refused("You cannot decide: the matter is closed.", "COG 3.3/1"))
    (line,) = drawn(form).xpath("//div[@role='alert']//li")
    assert words(line) == "You cannot decide: the matter is closed. (COG 3.3/1)"
    assert not line.xpath(".//a")


def test_every_reason_of_a_refusal_is_shown():
    reasons = (Refused("First.", "COG 1"), Refused("Second.", "COG 2", about="what"))
    form = answered()
    assert form.is_valid()
    form.refuse(RefusedForSeveralReasons(reasons))
    assert [problem.text for problem in form.problems()] == ["First.", "Second."]


def test_a_refusal_about_a_question_that_is_not_asked_stands_on_top():
    form = answered()
    assert form.is_valid()
    form.refuse(Refused("Someone was faster.", about="somewhere else"))
    assert form.problems()[0].target == ""


def test_a_field_may_not_hide_a_part_of_the_form():
    class Wrong(GdsForm):
        data = Text("Data")

    with pytest.raises(TypeError, match="choose another name"):
        Wrong()


def test_a_question_page_has_its_question_as_heading():
    class One(GdsForm):
        way = Radios("What do you recommend?", WAYS, heading=True)
        why = Text("Why?", heading=True)

    page = draw("{% from 'components/forms.html' import fields %}{{ fields(form) }}", form=One())
    assert [words(each) for each in page.xpath("//h1")] == ["What do you recommend?", "Why?"]


def test_what_is_typed_is_never_markup():
    form = answered(what="<script>alert(1)</script>", why="</textarea><b>", day="")
    page = drawn(form)
    assert not page.xpath("//script | //b")
    assert page.xpath("//input[@id='what']/@value") == ["<script>alert(1)</script>"]
