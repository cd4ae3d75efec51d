# SPDX-License-Identifier: MIT
"""The guides of the source are pages of the help, open to everybody."""

import pytest
from django.test import Client

from candour.ui.help_topics import topics
from markup import page, words

pytestmark = pytest.mark.django_db


def test_the_help_lists_each_guide_under_its_title():
    shown = words(page(Client().get("/help")))
    assert "Step by step" in shown
    assert "Take a matter through the Gateway" in shown


def test_every_guide_can_be_read():
    guides = [topic for topic in topics() if topic.guide]
    assert len(guides) > 5
    for topic in guides:
        answer = Client().get(f"/help/{topic.slug}")
        assert answer.status_code == 200
        assert words(page(answer).xpath("//h1")[0]) == topic.title


def test_a_guide_is_drawn_with_headings_steps_and_tables():
    drawn = page(Client().get("/help/guide-bring-in-an-invitation"))
    assert drawn.xpath("//main//h2")
    assert len(drawn.xpath("//main//ol/li")) >= 4
    assert drawn.xpath("//main//table//td//em | //main//table//td//strong")
    assert not drawn.xpath("//main//script")
