# SPDX-License-Identifier: MIT
"""Documents on paper: whole, tagged, and made of data that can do nothing."""

import re
import time
from dataclasses import replace
from datetime import UTC, date, datetime

import pikepdf
import pytest
from printed import pages_of, says_it_is_tagged, tags_of, text_of

from candour.correspondence import typesetting
from candour.correspondence.case_file import (
    Answer,
    CaseFile,
    Fact,
    Happening,
    MaterialLine,
    MitigationLine,
    PartyTold,
    PersonInvolved,
    Reassessment,
    RecordLine,
    Representation,
    Stamp,
    Statement,
    Worksheet,
)
from candour.correspondence.printable import printable
from candour.correspondence.sheets import LetterSheet, Part, PolicySheet

HOSTILE = (
    '#panic() *bold* _it_ $x^2$ `raw` #import "@preview/cetz:0.3.4" #read("/etc/passwd") '
    "\\ ~ <label> @ref // = Heading /* */ #sys.inputs #{ while true {} } [x](y)"
)


def at(day, hour=9):
    return datetime(2026, 11, day, hour, 5, tzinfo=UTC)


EMPTY = CaseFile(
    organisation="Aldshire Constabulary",
    reference="GW-7KQ3-9FXD",
    marking="OFFICIAL-SENSITIVE",
    handling="Gateway team only",
    policy="Transparency Gateway, version 3",
    stage="Notified",
    stamp=Stamp("Rowan Ellery", "Head of Secretariat", at(22, 14), "Quarterly review"),
    request=(Fact("Event", "Annual dinner"), Fact("Date", date(2027, 1, 14)), Fact("Cost", None)),
)
WHOLE = replace(
    EMPTY,
    areas=(Answer("External event", "An outside body runs it.", "Applies"),),
    known_issues=(Answer("Outside interests", "Spoke there in 2024.", "Declared"),),
    people=(PersonInvolved("Sam Lowe", "Organiser", "Aldshire Fleet Guild"),),
    material=(
        MaterialLine(1, "Invitation", "Shared", "Secretariat", date(2026, 11, 1), "", "3f" * 32),
    ),
    worksheet=Worksheet(
        assessor="Inspector Jo Farrow",
        bias_declaration="No interest to declare.",
        questions=(Answer("Comfortable with the consequences?", "The host bids for a contract."),),
        quick_tests=(Answer("Visibility", "A headline would hurt.", "No"),),
        thresholds=(Answer("More probable than not", "On balance.", "Yes"),),
        association_view="The association has no objection.",
        gist="Nothing bears on this matter.",
    ),
    recommendation=Statement("Attend with mitigation", "The tender.", "Jo Farrow", at(5)),
    decision=Statement("Accepted with a change", "Shorter still.", "Tamsin Orrell", at(6)),
    mitigations=(MitigationLine("Full minutes", "Staff officer", date(2027, 1, 15), "Accepted"),),
    reassessment=Reassessment(
        (Representation("Sam Lowe", at(10), "We ask you to look again."),),
        (Answer("Proportionate", "Considered.", "Met"),),
        Statement("Upheld", "The process was sound.", "Superintendent Ira Vane", at(18)),
    ),
    told=(PartyTold("Sam Lowe", "E-mail", at(19), "Ira Vane"),),
    addenda=(Statement("Correction to the place", "Number 3, not 5.", "Secretariat", at(20)),),
    timeline=(Happening(at(2), "Request sent", "Tamsin Orrell"),),
    record=(RecordLine(0, at(2), "collection", "ab12" * 16),),
    left_out=("Material in the assessor's lane",),
)


@pytest.fixture(scope="module")
def whole():
    return typesetting.case_file(WHOLE)


def test_every_part_of_a_case_file_is_on_paper(whole):
    text = text_of(whole)
    for part in (
        "Transparency Gateway case file", "GW-7KQ3-9FXD", "OFFICIAL-SENSITIVE", "Gateway team only",
        "14 January 2027", "External event : Applies", "Spoke there in 2024.",
        "Aldshire Fleet Guild", "Invitation", "3f" * 16, "No interest to declare.",
        "The association has no objection.", "Nothing bears on this matter.",
        "The host bids for a contract.", "Visibility : No", "More probable than not : Yes",
        "Attend with mitigation", "Accepted with a change", "Shorter still.", "Full minutes",
        "15 January 2027", "We ask you to look again.", "Proportionate : Met", "Upheld",
        "5 November 2026 at 9:05am", "Correction to the place", "Request sent", "ab12" * 8,
        "Not in this copy: Material in the assessor's lane",
    ):  # fmt: skip
        assert part in text, part


def test_every_page_carries_the_marking_the_reference_the_reader_and_its_number(whole):
    text, pages = text_of(whole), pages_of(whole)
    assert pages > 2
    for number in range(1, pages + 1):
        assert f"Page {number} of {pages}" in text
    stamp = "Copy for Rowan Ellery, Head of Secretariat, 22 November 2026 at 2:05pm."
    assert text.count(stamp) == pages
    assert len(re.findall(r"OFFICIAL-SENSITIVE · Gateway team only GW-7KQ3-9FXD", text)) == pages


def test_a_case_file_is_tagged_for_people_who_listen_to_it(whole):
    assert says_it_is_tagged(whole)
    tags = tags_of(whole)
    assert tags.count("H1") == 12
    assert {"Title", "TOC", "H2", "H3", "P", "L", "Lbl", "LBody", "Table", "TH"} <= set(tags)


def test_a_case_file_says_that_it_is_pdf_ua_its_title_and_its_language(tmp_path, whole):
    path = tmp_path / "file.pdf"
    path.write_bytes(whole)
    with pikepdf.open(path) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "Transparency Gateway case file GW-7KQ3-9FXD"


def test_a_case_file_of_a_new_matter_says_what_is_not_there_yet():
    text = text_of(typesetting.case_file(EMPTY))
    for words in (
        "No area was named.", "Nobody was added.", "Nothing was added.",
        "The assessment has not begun.", "No recommendation has been made.",
        "No decision has been recorded.", "No reassessment has been asked for.",
        "Nobody has been told yet.", "Not recorded",
    ):  # fmt: skip
        assert words in text
    assert "Not in this copy" not in text


def test_what_a_person_typed_can_do_nothing_in_a_document():
    typed = replace(WHOLE, request=(Fact("Event", HOSTILE),))
    text = text_of(typesetting.case_file(typed))
    assert "".join(HOSTILE.split()) in "".join(text.split())
    assert "root:" not in text


@pytest.mark.parametrize("field", ["reference", "marking", "handling", "organisation", "stage"])
def test_no_single_line_of_a_case_file_is_read_as_a_template(field):
    text = text_of(typesetting.case_file(replace(EMPTY, **{field: HOSTILE})))
    assert "#panic()" in text


def test_no_template_asks_for_a_package_or_a_file_of_somebody_else():
    for path in typesetting.TEMPLATES.glob("*.typ"):
        source = path.read_text(encoding="utf-8")
        assert "@preview" not in source
        assert set(re.findall(r'#import "([^"]+)"', source)) <= {"sheet.typ"}


def test_the_same_data_give_the_same_bytes(whole):
    assert typesetting.case_file(WHOLE) == whole


def test_a_case_file_of_a_long_matter_is_set_in_a_fifth_of_a_second():
    long = replace(WHOLE, timeline=WHOLE.timeline * 60, record=WHOLE.record * 60)
    took = []
    for _ in range(5):
        start = time.perf_counter()
        typesetting.case_file(long)
        took.append(time.perf_counter() - start)
    assert min(took) < 0.2


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("Ŵyn, £75 – “yes” é", "Ŵyn, £75 – “yes” é"),
        ("e\u0301", "é"),
        ("well done 😀", "well done [grinning face]"),
        ("abc\u202edef\u0000\u200b\ue000", "abcdef"),
        ("漢", "[cjk unified ideograph-6f22]"),
        ("one\r\ntwo\ttabs", "one\ntwo\ttabs"),
    ],
)
def test_a_character_that_the_font_lacks_is_named_and_not_lost(typed, drawn):
    assert printable(typed) == drawn


def test_any_character_can_be_printed():
    every = "".join(chr(code) for code in range(0x20, 0x2FFF, 7))
    assert typesetting.case_file(replace(EMPTY, request=(Fact("All", every),)))


def test_a_letter_goes_on_paper_in_welsh():
    sheet = LetterSheet(
        organisation="Heddlu Aldshire",
        sender_lines=("3 Stryd y Felin", "Harrowby"),
        addressee_lines=("Sam Lowe", "Aldshire Fleet Guild"),
        written_on=date(2026, 11, 20),
        reference="GW-7KQ3-9FXD",
        subject="Ein hateb i'ch gwahoddiad",
        body="Annwyl Sam Lowe\n\nDiolch am eich gwahoddiad.",
        language="cy",
        closing="Yn gywir",
        signatory="Tamsin Orrell",
    )
    data = typesetting.letter(sheet)
    text = text_of(data)
    assert "Ein cyfeirnod" in text
    assert "20 Tachwedd 2026" in text
    assert "Tudalen 1 o 1" in text
    assert "Diolch am eich gwahoddiad." in text
    assert says_it_is_tagged(data)


def test_a_policy_goes_on_paper_with_its_parts_and_numbered_items():
    sheet = PolicySheet(
        organisation="Aldshire Constabulary",
        title="Transparency Gateway",
        marking="OFFICIAL",
        version="Version 3",
        facts=(Fact("Commences", date(2026, 4, 1)), Fact("Equality impact", "")),
        parts=(Part("Areas", "Use the Gateway when:", ("An outside body pays", "A gift")),),
    )
    data = typesetting.policy(sheet)
    text = text_of(data)
    for words in ("1 April 2026", "Not recorded", "Use the Gateway when:", "1. An outside body"):
        assert words in text
    assert says_it_is_tagged(data)


def test_there_is_no_template_of_another_name():
    with pytest.raises(ValueError, match="passwd"):
        typesetting.typeset("../../etc/passwd", {})
