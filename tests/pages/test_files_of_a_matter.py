# SPDX-License-Identifier: MIT
"""A file that was added to a matter: saved by whoever may see its lane, and by nobody else."""

import pytest
from county import county
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from candour.people.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture
def aldshire():
    return county()


def signed_in(name):
    browser = Client()
    browser.force_login(Account.objects.get(username=name))
    return browser


def add(browser, case, lane="shared"):
    upload = SimpleUploadedFile("programme.txt", b"Dinner at eight")
    answers = {"title": "The programme", "lane": lane, "file": upload}
    return browser.post(reverse("case_add_material", args=[case.reference]), answers)


def links(browser, case):
    page = browser.get(reverse("case_material", args=[case.reference])).content.decode()
    return [part.split('"')[0] for part in page.split('href="') if "/files/" in part.split('"')[0]]


def test_a_file_is_saved_as_it_was_added(aldshire):
    case = aldshire.gathering()
    principal = signed_in("deputy.chief")
    assert add(principal, case).status_code == 302
    answer = principal.get(links(principal, case)[0])
    assert answer.content == b"Dinner at eight"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_file_of_the_assessors_lane_does_not_exist_for_the_subject(aldshire):
    case = aldshire.assessing()
    assessor, principal = signed_in("staff.officer.chief"), signed_in("deputy.chief")
    assert add(assessor, case, lane="assessor").status_code == 302
    address = links(assessor, case)[0]
    assert assessor.get(address).status_code == 200
    assert links(principal, case) == []
    assert principal.get(address).status_code == 404


def test_who_oversees_sees_no_file(aldshire):
    case = aldshire.gathering()
    principal = signed_in("deputy.chief")
    add(principal, case)
    address = links(principal, case)[0]
    assert signed_in("head.secretariat").get(address).status_code == 404
