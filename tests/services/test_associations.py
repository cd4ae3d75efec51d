# SPDX-License-Identifier: MIT
"""An association is told in confidence, and nothing gives away what the unit knows."""

import re

import pytest
from county import county
from django.test import Client

from candour.kernel.procedure import Refused
from candour.registers.entries.notifiable_associations import NotifiableAssociation
from candour.registers.how_checked import Frequency, Method
from candour.registers.models import Listing
from candour.registers.queries.searching import search
from candour.registers.queries.visible import visible_one, visible_to
from candour.registers.rules.associations import Deciding
from candour.registers.services import associations
from candour.registers.services.declaring import Declared, declare
from candour.registers.services.promises import Promise
from fresh_proof import prove
from markup import page, words

pytestmark = pytest.mark.django_db

TOLD = {
    "tie": "friend",
    "associate": "A man called Wren, about 40, of Nettlebeck",
    "how_known": "We went to school together.",
    "why": "He was sentenced last year.",
    "contact": "We meet at football.",
}


@pytest.fixture
def aldshire():
    return county()


def at(aldshire, name):
    client = Client()
    client.force_login(aldshire.people[name].account)
    return client


def told(aldshire, who="constable"):
    return associations.tell(TOLD, person=aldshire.people[who], by=aldshire.by(who))


def graded(aldshire, *, covert=False, who="source.unit"):
    row = told(aldshire)
    by = aldshire.by(who, "corruption_investigator")
    return associations.grade(row, "high", "He is of interest.", covert=covert, by=by)


def decided(aldshire, decider="corruption.lead", **graded_):
    row = graded(aldshire, **graded_)
    given = Deciding(
        by=str(aldshire.people[decider].pk), text="Do not meet him alone.",
        decision="conditions", reasons="It is a matter of an operation.", conditions=1,
    )  # fmt: skip
    promise = Promise(
        "own_words", "No shifts in the north before March", Method.OBSERVATION,
        Frequency.MONTHLY, owner=aldshire.people["sergeant"].pk, supervisor_applies=True,
    )  # fmt: skip
    by = aldshire.by(decider, "corruption_supervisor")
    return associations.decide(row, given, [promise], by=by)


def test_only_the_unit_the_head_of_standards_and_the_declarant_know_of_it(aldshire):
    row = told(aldshire)
    knowing = {
        name for name, person in aldshire.people.items() if visible_one(person, row.reference)
    }
    assert knowing == {"constable", "source.unit", "source.unit2", "corruption.lead", "head.psd"}
    listed = {
        name
        for name, person in aldshire.people.items()
        if visible_to(NotifiableAssociation, person).exists()
    }
    assert listed == knowing


def test_no_word_of_it_can_be_searched(aldshire):
    row = told(aldshire)
    listing = Listing.objects.get(reference=row.reference)
    for word in ("Wren", "Nettlebeck", "school", "sentenced", "football"):
        assert word not in listing.staff + listing.inside
        assert search(NotifiableAssociation, aldshire.people["source.unit"], word).count == 0


def test_nobody_files_it_for_somebody_else(aldshire):
    by = aldshire.by("secretariat", behalf="deputy.chief")
    with pytest.raises(Refused, match="may not file"):
        declare(
            NotifiableAssociation, Declared(TOLD), person=aldshire.people["deputy.chief"], by=by
        )


def test_sod11_the_supervisor_sees_only_the_conditions_to_apply(aldshire):
    row = decided(aldshire)
    client = at(aldshire, "sergeant")
    assert client.get(f"/d/{row.reference}").status_code == 404
    shown = client.get("/me").content.decode()
    assert "No shifts in the north before March" in shown
    for word in (row.reference, "NA-", "ssociation", "Wren", "meet him", "operation"):
        assert word not in shown


def what_the_declarant_reads(aldshire, row):
    client = at(aldshire, "constable")
    pages = [
        client.get(f"/d/{row.reference}"), client.get(f"/d/{row.reference}/sent"),
        client.get("/me"), client.get("/today"), client.get("/registers"),
        client.get("/registers/notifiable-associations"),
        client.get(f"/d/{row.reference}/act/withdraw"), client.get(f"/d/{row.reference}/correct"),
    ]  # fmt: skip
    return [
        re.sub(r'name="(csrfmiddlewaretoken|once)" value="[^"]+"', "", each.content.decode())
        for each in pages
    ]


@pytest.mark.parametrize("covert", [False, True])
def test_ac10_the_declarant_reads_the_same_whatever_the_unit_does(aldshire, covert):
    row = told(aldshire)
    before = what_the_declarant_reads(aldshire, row)
    by = aldshire.by("source.unit", "corruption_investigator")
    associations.grade(row, "high", "He is of interest.", covert=covert, by=by)
    assert what_the_declarant_reads(aldshire, row) == before


def test_the_outcome_is_read_by_the_declarant_and_the_reasons_are_not(aldshire):
    row = decided(aldshire)
    shown = words(page(at(aldshire, "constable").get(f"/d/{row.reference}")))
    assert "Do not meet him alone." in shown
    assert "operation" not in shown
    assert "He is of interest" not in shown
    inside = words(page(at(aldshire, "corruption.lead").get(f"/d/{row.reference}")))
    assert "It is a matter of an operation." in inside


def test_whoever_graded_it_does_not_decide(aldshire):
    row = graded(aldshire)
    given = Deciding(
        by=str(aldshire.people["source.unit"].pk), text="x", decision="cease", reasons="y"
    )
    with pytest.raises(Refused):
        associations.decide(row, given, by=aldshire.by("source.unit", "x"))


def test_a_change_of_circumstances_is_graded_anew(aldshire):
    row = decided(aldshire)
    me = aldshire.by("constable")
    row = associations.tell_of_change(row, {"contact": "No more."}, "We fell out.", by=me)
    assert (row.state, row.facts["grade"], row.edition) == ("received", "", 2)


def test_the_pages_warn_not_to_look_anybody_up_and_keep_no_draft(aldshire):
    client = at(aldshire, "constable")
    for address in ("/declare/association", "/declare/association/tell"):
        tree = page(client.get(address))
        assert "Do not look" in words(tree)
        assert tree.xpath("//form/@data-draft") == []
    sent = client.post("/declare/association/tell", TOLD)
    assert "whatever we find" in words(page(client.get(sent.url)))


def test_the_unit_works_in_the_pages(aldshire):
    row = told(aldshire)
    unit, lead = at(aldshire, "source.unit"), prove(at(aldshire, "corruption.lead"))
    answer = unit.post(
        f"/d/{row.reference}/grade", {"grade": "low", "covert": "no", "text": "Old."}
    )
    assert answer.status_code == 302
    sent = {"decision": "no_action", "text": "Nothing to do.", "reasons": "Old and past."}
    assert lead.post(f"/d/{row.reference}/outcome", sent).status_code == 302
    row.refresh_from_db()
    assert row.state == "answered"
