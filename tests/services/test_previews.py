# SPDX-License-Identifier: MIT
"""A letter before it goes and after: the same words, and nobody else's link."""

from uuid import uuid4

from django.db import transaction

from candour.correspondence import queries
from candour.correspondence.addressing import Addressee, AttachedFile
from candour.correspondence.composing import compose
from candour.correspondence.previewing import preview_of
from candour.correspondence.services import queue
from candour.ledger.services import By

BY = By(None, "secretariat", name="a test")
SAM = Addressee("Sam Lowe", "sam.lowe@guild.example", "cy")
FILE = AttachedFile("dates.ics", "text/calendar", b"BEGIN:VCALENDAR")
LINK = "https://candour.example/r/secret-token"


def asking():
    values = {
        "name": SAM.name,
        "reference": "GW-7KQ3-9FXD",
        "organisation": "Aldshire Constabulary",
        "link": LINK,
    }
    return compose("external_link", "cy", values)


def test_a_draft_shows_who_is_told_how_and_in_which_words():
    shown = preview_of(asking(), SAM, [FILE])
    assert (shown.to_name, shown.to_address, shown.how) == ("Sam Lowe", SAM.address, "E-mail")
    assert (shown.language, shown.attached) == ("cy", ("dates.ics",))
    assert shown.paragraphs[0] == ("Annwyl Sam Lowe",)


def test_a_letter_by_hand_says_so():
    assert preview_of(asking(), SAM, how="In person").how == "In person"


def test_the_link_of_a_person_outside_is_not_shown_to_the_sender():
    assert LINK not in str(preview_of(asking(), SAM).paragraphs)


def test_the_link_of_a_colleague_is_no_secret():
    values = {"name": "Rowan Ellery", "reference": "GW-7KQ3-9FXD", "link": "https://x.example/g"}
    shown = preview_of(compose("decision_recorded", "en", values), SAM)
    assert "https://x.example/g" in str(shown.paragraphs)


def test_what_was_queued_reads_as_it_was_previewed(db):
    stream = uuid4()
    with transaction.atomic():
        queue(asking(), to=SAM, stream=stream, by=BY, attached=[FILE])
    [opened] = queries.of_matter(stream)
    assert opened.preview == preview_of(asking(), SAM, [FILE])
    assert queries.of_matter(uuid4()) == ()
