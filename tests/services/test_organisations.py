# SPDX-License-Identifier: MIT
"""Organisations come from public registers with all their names, and are found while somebody types."""

import gzip
import json

import pytest

from candour.cli.main import main
from candour.linkage.organisations.models import Alias, Link, Organisation
from candour.linkage.organisations.queries import by_number, look_up, names_of
from candour.linkage.organisations.services import bring_in
from candour.linkage.organisations.statements import READERS, read

pytestmark = pytest.mark.django_db

COMPANIES = (
    "CompanyName, CompanyNumber,RegAddress.PostTown,RegAddress.PostCode,DissolutionDate,"
    "PreviousName_1.CONDATE, PreviousName_1.CompanyName\n"
    "ALDERHOLT FLEET LIMITED,07546773,HALEWICK,HA1 2BC,,03/02/2019,DUNMORE CABLE LIMITED\n"
    '"ORCHARD LODGE GARAGE LTD T/A STENNING CARS",SC095000,FENNTON,FE1 2BC,01/02/2020,,\n'
    "NOVEL RIDERS ASSOCIATION (NRA),01230009,,,,,\n"
    "NOBODY,not a number,,,,,\n"
    "REDACTED,01230010,,,,,\n"
)
BODS = [
    {"statementID": "c", "statementType": "ownershipOrControlStatement", "statementDate": "2016-04-06",
     "subject": {"describedByEntityStatement": "a"}, "interestedParty": {"describedByEntityStatement": "b"}},
    {"statementID": "a", "statementType": "entityStatement", "name": "ALDERHOLT FLEET LIMITED",
     "identifiers": [{"scheme": "GB-COH", "id": "7546773"}, {"schemeName": "Another", "id": "x"}],
     "addresses": [{"address": "1 High Street, Halewick, HA1 2BC"}]},
    {"statementID": "b", "statementType": "entityStatement", "name": "ALDERHOLT HOLDINGS LIMITED",
     "identifiers": [{"scheme": "GB-COH", "id": "01198315"}]},
    {"statementID": "d", "statementType": "entityStatement", "name": "Abroad SA", "identifiers": []},
    {"statementID": "e", "statementType": "personStatement", "names": [{"fullName": "Somebody"}]},
    {"statementID": "f", "statementType": "ownershipOrControlStatement",
     "subject": {"describedByEntityStatement": "a"}, "interestedParty": {"describedByPersonStatement": "e"}},
]  # fmt: skip
OCDS = [
    {"releases": [{"parties": [
        {"name": "Alderholt Fleet", "identifier": {"scheme": "GB-COH", "id": "07546773"}},
        {"name": "Unknown", "identifier": None},
        {"name": "Fenn", "identifier": {"scheme": "GB-COH", "id": "01230011", "legalName": "FENN QUINCE LTD"},
         "address": {"locality": "FENNTON", "postalCode": "fe1 2bc"}},
    ]}]},
]  # fmt: skip


@pytest.fixture
def companies(tmp_path):
    path = tmp_path / "companies.csv"
    path.write_text(COMPANIES, encoding="utf-8")
    return str(path)


def lines(path, told, opened=open):
    with opened(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(one) + "\n\n" for one in told)
    return str(path)


@pytest.fixture
def known(companies):
    return bring_in(read("companies", companies), "company data")


def test_companies_come_with_their_numbers_names_and_days(known):
    assert known == (3, 0, 6, 0)
    body = by_number("GB-COH", "07546773")
    assert (body.name, body.place, body.postcode) == (
        "ALDERHOLT FLEET LIMITED",
        "Halewick",
        "HA1 2BC",
    )
    former = names_of(body).get(kind="former")
    assert (former.name, str(former.until), former.source) == (
        "DUNMORE CABLE LIMITED",
        "2019-02-03",
        "company data",
    )
    assert str(by_number("GB-COH", "SC095000").ended_on) == "2020-02-01"
    assert str(former) == "dunmorecable"
    assert by_number("GB-COH", "99999998") is None


def test_the_same_file_again_changes_nothing(known, companies):
    assert bring_in(read("companies", companies), "company data") == (0, 3, 0, 0)


def test_statements_of_ownership_link_bodies_and_leave_people_out(known, tmp_path):
    path = lines(tmp_path / "bods.jsonl.gz", BODS, gzip.open)
    assert bring_in(read("bods", path), "statements") == (1, 1, 1, 1)
    (link,) = Link.objects.all()
    assert (link.holder.name, link.held.name) == (
        "ALDERHOLT HOLDINGS LIMITED",
        "ALDERHOLT FLEET LIMITED",
    )
    assert str(link.since) == "2016-04-06"
    assert "owns or controls" in str(link)
    assert bring_in(read("bods", path), "statements").links == 0


def test_parties_of_contracts_add_the_names_they_use(known, tmp_path):
    done = bring_in(read("ocds", lines(tmp_path / "ocds.jsonl", OCDS)), "contracts")
    assert (done.organisations, done.known_already) == (1, 1)
    assert by_number("GB-COH", "01230011").place == "Fennton"


FINDS = [
    ("alderholt", "ALDERHOLT FLEET LIMITED"),
    ("Alderh", "ALDERHOLT FLEET LIMITED"),
    ("fleet", "ALDERHOLT FLEET LIMITED"),
    ("Aldreholt Fleet", "ALDERHOLT FLEET LIMITED"),
    ("Dunmore", "ALDERHOLT FLEET LIMITED"),
    ("Stenning Car", "ORCHARD LODGE GARAGE LTD T/A STENNING CARS"),
    ("NRA", "NOVEL RIDERS ASSOCIATION (NRA)"),
    ("7546773", "ALDERHOLT FLEET LIMITED"),
]


@pytest.mark.parametrize(("typed", "name"), FINDS)
def test_a_body_is_found_by_what_is_typed_of_any_of_its_names(known, typed, name):
    assert [found.name for found in look_up(typed)] == [name]


def test_an_answer_carries_the_number_and_the_name_that_was_typed(known):
    (found,) = look_up("Dunmore Cable")
    assert (found.number, found.also, found.place) == (
        "07546773",
        "DUNMORE CABLE LIMITED",
        "Halewick",
    )


@pytest.mark.parametrize("typed", ["", "a", "Ltd", "zzzzzz", "99999998", "' OR 1=1 --", "%", "日"])
def test_what_nobody_is_called_finds_nobody(known, typed):
    assert look_up(typed) == []


def test_only_so_many_answers_are_given(tmp_path):
    rows = "".join(
        f"FENNMARSH {word} LTD,{number:08d}\n"
        for number, word in enumerate(["ANT", "BEE", "CAT", "DOG"], 1230000)
    )
    path = tmp_path / "c.csv"
    path.write_text("CompanyName,CompanyNumber\n" + rows, encoding="utf-8")
    bring_in(read("companies", str(path)), "x")
    assert len(look_up("fennmarsh", most=3)) == 3


def test_the_command_says_what_came_and_what_was_known(companies, capsys):
    assert main(["organisations", "import", "companies", companies]) == 0
    assert (
        capsys.readouterr().out
        == "3 new organisations, 0 known already, 6 new names, 0 new links.\n"
    )
    assert Alias.objects.filter(source="companies").count() == 6
    assert {str(body) for body in Organisation.objects.all()} == {
        str(body.pk) for body in Organisation.objects.all()
    }


TROUBLE = [
    ("companies", "a,b\n1,2\n", "has columns CompanyName and CompanyNumber"),
    ("bods", "{}\n{not json\n", "line 2 is not JSON"),
    ("ocds", None, "there is no file"),
]


@pytest.mark.parametrize(("form", "content", "sentence"), TROUBLE)
def test_a_file_of_another_form_is_one_sentence(tmp_path, capsys, form, content, sentence):
    path = tmp_path / "file"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    assert main(["organisations", "import", form, str(path)]) == 2
    assert sentence in capsys.readouterr().err
    assert set(READERS) == {"companies", "bods", "ocds"}
