# SPDX-License-Identifier: MIT
"""An administrator changes how the body appears, and the record says so."""

from uuid import uuid4

import pytest

from candour.kernel.roles import Role
from candour.ledger.queries import timeline
from candour.ui.models import Brand
from markup import by_class, page, words

pytestmark = pytest.mark.django_db

GIVEN = {
    "colour": "#5A3A78",
    "help_team": "the Gateway team",
    "help_email": "gateway@aldshire.example",
}


@pytest.fixture
def administrator(staff):
    return staff.browser(staff.person("Carys Cole", Role.ADMINISTRATOR))


def test_every_page_shows_the_new_colour_and_contact(staff, administrator):
    answer = administrator.post("/admin/appearance", GIVEN | {"once": str(uuid4())}, follow=True)
    tree = page(answer)
    assert "Every page now shows this." in words(
        by_class(tree, "govuk-notification-banner--success")[0]
    )
    assert "Ask the Gateway team." in words(by_class(tree, "app-help")[0])
    assert (
        administrator.get("/brand.css?body=aldshire").content
        == b":root{--govuk-brand-colour:#5a3a78}\n"
    )
    assert tree.xpath("//main//input[@name='colour']/@value") == ["#5a3a78"]


def test_the_page_begins_with_the_colour_in_use(administrator):
    shown = page(administrator.get("/admin/appearance")).xpath("//input[@name='colour']/@value")
    assert shown == [Brand().colour]


def test_the_record_says_who_changed_it(staff, administrator):
    administrator.post("/admin/appearance", GIVEN | {"once": str(uuid4())})
    (entry,) = timeline(staff.body.pk)
    assert (entry.act, entry.role) == ("changed how the body appears", "administrator")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"colour": "#ffdd00"}, "Enter a darker colour"),
        (
            {"concern_address": "javascript:alert(1)"},
            "Enter a web address that begins with https://",
        ),
        ({"help_email": "nobody"}, "Enter an e-mail address in full"),
    ],
)
def test_what_may_not_be_is_refused_and_the_answers_stay(staff, administrator, wrong, said):
    answer = administrator.post("/admin/appearance", GIVEN | wrong | {"once": str(uuid4())})
    assert answer.status_code == 422
    (line,) = by_class(page(answer), "govuk-error-summary")[0].xpath(".//li")
    assert words(line).startswith(said)
    assert page(answer).xpath("//input[@name='help_team']/@value") == ["the Gateway team"]
    assert not Brand.objects.exists()
    assert timeline(staff.body.pk) == []


def test_nobody_else_may_change_it(browser):
    assert browser.get("/admin/appearance").status_code == 404
    assert browser.post("/admin/appearance", GIVEN).status_code == 404
