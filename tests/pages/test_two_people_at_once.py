# SPDX-License-Identifier: MIT
"""Every form of a matter, sent after somebody else has acted: a page that shows both, no loss."""

import re

import pytest
from county import county
from django.test import Client

from candour.gateway.models import Case, Decision, Mitigation
from candour.gateway.rules.matter import Outcome
from candour.gateway.services import stage_four
from fresh_proof import prove
from markup import hidden, page, words

pytestmark = pytest.mark.django_db

TYPED = "What I typed while you acted."


@pytest.fixture
def aldshire():
    return county()


def browser(aldshire, name):
    client = Client()
    client.force_login(aldshire.people[name].account)
    return prove(client)


def overtaken(aldshire, case, name, part, answers):
    """Open the form, let somebody else act, send the form."""
    client = browser(aldshire, name)
    path = f"/gateway/{case.reference}/{part}"
    form = dict(hidden(page(client.get(path))))
    stage_four.add_note(case.pk, "Somebody was faster.", by=aldshire._principal(case))
    answer = client.post(path, {**form, **answers})
    kept = dict(hidden(page(answer)))
    return answer, kept


def assert_nothing_is_lost(answer, kept, case):
    assert answer.status_code == 409
    assert TYPED in kept.values()
    assert kept["version"] == str(Case.objects.get(pk=case.pk).version)


def test_a_decision_that_was_overtaken(aldshire):
    case = aldshire.recommended()
    row = Mitigation.objects.get(case=case)
    answers = {"decision": "accept", f"choice-{row.pk}": "accepted", "reasons": TYPED}
    answer, kept = overtaken(aldshire, case, "deputy.chief", "decision", answers)
    assert_nothing_is_lost(answer, kept, case)
    assert not Decision.objects.filter(case=case).exists()
    again = browser(aldshire, "deputy.chief").post(f"/gateway/{case.reference}/decision", kept)
    assert again.status_code == 302
    assert Decision.objects.get(case=case).reasons == TYPED


@pytest.mark.parametrize(
    ("made", "name", "part", "answers"),
    [
        ("gathering", "deputy.chief", "withdraw", {"reasons": TYPED}),
        ("gathering", "deputy.chief", "request", {"subject": "event", "activity": TYPED}),
        ("complete", "head.secretariat", "allocate", {"assessor": "staff.officer.chief"}),
        ("assessing", "staff.officer.chief", "more", {"reasons": TYPED}),
        ("assessing", "staff.officer.chief", "bias", {"conflict": "yes", "reasons": TYPED}),
        ("told", "deputy.chief", "note", {"reasons": TYPED}),
        ("told", "deputy.chief", "reassess", {"representation": TYPED}),
        ("asked_again", "external.psd", "review", {"conflict": "yes", "reasons": TYPED}),
        ("reassessing", "external.psd", "review", {"outcome": "replaced", "reasons": TYPED}),
        ("final", "deputy.chief", "respond", {"accepts": "yes", "reasons": TYPED}),
    ],
)
def test_no_form_breaks_when_it_is_overtaken(aldshire, made, name, part, answers):
    about = {"outcome": Outcome.REPLACED} if made == "final" else {}
    case = getattr(aldshire, made)(**about)
    if "assessor" in answers:
        answers = {"assessor": str(aldshire.people[answers["assessor"]].pk)}
    answer, kept = overtaken(aldshire, case, name, part, answers)
    assert answer.status_code in {409, 422}, words(page(answer))[:200]
    if answer.status_code == 409 and "assessor" not in answers:
        assert_nothing_is_lost(answer, kept, case)
    assert not re.search(rb"Traceback|TypeError", answer.content)
