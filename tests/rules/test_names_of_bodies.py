# SPDX-License-Identifier: MIT
"""A name cell is taken apart into the names that it holds; what hides a name matches nothing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.linkage.rules.cells import (
    ACCOUNT,
    ACCOUNT_SAID,
    DIRTY,
    HOST,
    OCCASION_SAID,
    SPLITS,
    STATUS,
    STATUS_SAID,
    TELLING_WORDS,
    VENUE,
    is_plain,
    parts,
    quick_words,
    tidy,
)
from candour.linkage.rules.known_names import SAID, fullest_name
from candour.linkage.rules.names import carefully, keys, parse
from candour.linkage.rules.numbers import company_number, postcode
from candour.linkage.rules.tokens import informative, key, spoken, words


def aliases(cell):
    return [(alias.kind, " ".join(alias.words)) for alias in parse(cell).aliases]


ONE_NAME = [
    ("Alder Fleet Ltd", "ALDER FLEET LIMITED"),
    ("Alder & Fenn", "Alder and Fenn"),
    ("J.C. Halewick (Svcs) Ltd", "J C Halewick Services"),
    ("R & A Stenning", "R&A Stenning"),
    ("Fenn's Café", "FENNS CAFE"),
    ("Alder\u00a0Fleet plc", "Alder Fleet Public Limited Company"),
    ("The Halewick Trust", "Halewick Trust"),
    ("Halewick Football Club", "Halewick F.C."),
    ("Fenn &amp;amp; Co", "Fenn & Co"),
    ("Channel Four Halewick", "Channel 4 Halewick"),
    ("Alder Fleet Ltd [40117]", "Alder Fleet"),
    ("Alder Fleet (40117)", "Alder Fleet"),
    ("Alder Fleet Ltd INACTIVE", "Alder Fleet"),
    ("Alder Fleet Ltd company number 14635108", "Alder Fleet"),
    ("Halewick Solicitors client account", "Halewick Solicitors"),
    ("Alder Fleet Ltd - Painting", "Alder Fleet"),
    ("CafÃ© Fenn", "Café Fenn"),
    ("Ørstead Straße", "Orstead Strasse"),
]


@pytest.mark.parametrize(("one", "other"), ONE_NAME)
def test_one_name_has_one_key_however_it_is_written(one, other):
    assert keys(parse(one)) == keys(parse(other)) != []


CELLS = [
    ("ORCHARD LODGE LTD T/A STENNING CARS", [("main", "orchard lodge"), ("trading", "stenning car")]),
    ("Orchard Lodge trading as Stenning Cars", [("main", "orchard lodge"), ("trading", "stenning car")]),
    ("Orchard (Lodge) Ltd (ta Stenning)", [("main", "orchard lodge"), ("trading", "stenning")]),
    ("Orchard Ltd TA Stenning", [("main", "orchard"), ("trading", "stenning")]),
    (
        "HALEWICK TELECOM LTD (WAS DUNMORE CABLE) INACTIVE",
        [("main", "halewick telecommunication"), ("former", "dunmore cable")],
    ),
    ("Halewick (formally Dunmore)", [("main", "halewick"), ("former", "dunmore")]),
    ("Halewick Ltd (now Dunmore)", [("main", "halewick"), ("former", "dunmore")]),
    (
        "X2 LTD (FORMERLY Y2) T/A Z2 [12345]",
        [("main", "x2"), ("trading", "z2"), ("former", "y2")],
    ),
    ("FENN [ALDER HOLDINGS LTD]", [("main", "fenn"), ("initials", "alder holding")]),
    ("Fenbridge [ALDER HOLDINGS LTD]", [("main", "fenbridge"), ("bracket", "alder holding")]),
    ("Fenn Training (part of Alder)", [("main", "fenn training"), ("parent", "alder")]),
    ("Fenn Arts c/o Alder Smith", [("main", "fenn art"), ("via", "alder smith")]),
    (
        "National Riders Association (NRA)",
        [("main", "national rider association"), ("initials", "nra")],
    ),
    ("Fenn Studies (Fenlab)", [("main", "fenn studie fenlab")]),
    ("Fenn Studies (FENLAB)", [("main", "fenn studie"), ("bracket", "fenlab")]),
    (
        "BIGBANK / ALDER ON ACCOUNT",
        [("main", "bigbank alder"), ("factored", "bigbank"), ("factored", "alder")],
    ),
    (
        "Fenn Awards/Centre for Alder",
        [("main", "fenn award centre alder"), ("joint", "fenn award"), ("joint", "centre alder")],
    ),
    ("Dinner hosted by Alder Fleet", [("main", "alder fleet"), ("event", "dinner hosted")]),
    ("the box at the Halewick Stadium", [("main", "box halewick stadium"), ("event", "halewick stadium")]),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "names"), CELLS)
def test_a_cell_is_parsed_and_not_cleaned(cell, names):
    assert aliases(cell) == names


def test_the_raw_text_stays():
    assert parse("X LTD (WAS Y)").raw == "X LTD (WAS Y)"


def test_a_region_in_brackets_stays_a_word_of_the_name():
    (alias,) = parse("ALDER & FENN (HALEWICK) LTD").aliases
    assert "halewick" in alias.words
    assert alias.soft == {"halewick"}


def test_a_year_in_brackets_is_a_word_and_a_number_is_not():
    assert keys(parse("Zelbourne (2010) Ltd")) == ["zelbourne2010"]
    assert keys(parse("Zelbourne (4010) Ltd")) == ["zelbourne"]


def test_a_body_that_everybody_calls_by_initials_has_its_full_name_too():
    assert aliases("BBC") == [("main", "bbc"), ("initials", "british broadcasting")]
    assert aliases("British Broadcasting Corporation") == [("main", "british broadcasting")]
    assert aliases("BA Ltd") == [("main", "ba")]


def test_every_well_known_name_leads_to_the_fullest_of_its_line():
    for line in SAID.strip().splitlines():
        fullest = {
            fullest_name(key(parse(name).aliases[0].words), "") or name
            for name in line.split(" = ")
        }
        assert len({key(parse(name).aliases[0].words) for name in fullest}) == 1, line


MASKS = [
    "REDACTED", "Redacted personal data", "PERSONAL DATA", "THIRD PARTY PAYMENT 00312",
    "[redacted] Fenn Ltd", "Fenn (name withheld)", "Private Individual", "N/A", "Nil return",
    "STAFF EXPENSES (CHEQUE)", "Unknown",
]  # fmt: skip


@pytest.mark.parametrize("cell", MASKS)
def test_a_mask_is_no_name(cell):
    assert parse(cell).masked
    assert not parse(cell).can_match


@pytest.mark.parametrize(
    "cell", ["Data Ltd", "Redactive Media Ltd", "Public Group", "Alder", "2010"]
)
def test_a_firm_that_sounds_like_a_mask_is_a_firm(cell):
    assert not parse(cell).masked


@pytest.mark.parametrize("cell", ["", "   ", "Ltd", "...", "()", "\u200b"])
def test_nothing_has_no_name(cell):
    assert not parse(cell).can_match
    assert not parse(cell).masked


@pytest.mark.parametrize("cell", ["Mr T Anders", "Dr Fenn", "Helen Anders", "Julie M Anders"])
def test_a_person_is_known_for_one(cell):
    assert parse(cell).person


@pytest.mark.parametrize(
    "cell", ["Helen Anders Ltd", "Martin Fenn Consulting", "Dr", "Alder Fleet", "Thomas the Baker"]
)
def test_a_firm_named_after_a_person_is_none(cell):
    assert not parse(cell).person


def test_letters_of_other_scripts_are_kept():
    assert keys(parse("日本電気")) == ["日本電気"]


def test_a_sentence_of_ten_thousand_letters_is_read_at_its_beginning():
    assert len(tidy("a " * 10_000)) <= 600
    assert len(words("word " * 100)) <= 24


def test_a_name_of_nothing_but_small_words_keeps_them():
    assert informative(["the", "who"]) == (("who",), "")
    assert informative(["the", "of"]) == (("the",), "")


@given(st.text(max_size=60))
def test_any_text_at_all_can_be_read_and_is_read_alike_twice(text):
    assert parts(text)
    assert parse(text) == parse(text)


@given(
    st.sampled_from(["Alder Fleet", "Fenn & Stenning", "J C Halewick"]),
    st.sampled_from(["Ltd", "plc", "LLP", ""]),
)
def test_the_key_of_a_key_is_itself(name, form):
    (key,) = keys(parse(f"{name} {form}"))
    assert keys(parse(key)) == [key]


NUMBERS = [
    ("07546773", "07546773"), (" 7546773 ", "07546773"), ("No. 7546773", "07546773"), ("7546773.0", "07546773"),
    ("SC095000", "SC095000"), ("sc 95000", "SC095000"), ("OC303525", "OC303525"), ("NO3245288", "03245288"),
    ("Company Registration 12956185", "12956185"), ("015428489", "15428489"), ("IP28451R", "IP28451R"),
    ("28451R", "IP28451R"), ("n/a", ""), ("", ""), ("0", ""), ("00000000", ""), ("12345678", ""),
    ("99999999", ""), ("123", ""), ("ABN 53 006 089 130 1111111111", ""), ("967733649", ""),
]  # fmt: skip


@pytest.mark.parametrize(("said", "number"), NUMBERS)
def test_a_company_number_has_one_spelling(said, number):
    assert company_number(said) == number


def test_a_postcode_is_found_in_an_address():
    assert postcode("2 High St, Aldminster al1 2bc") == "AL1 2BC"
    assert postcode("AL12BC") == "AL1 2BC"
    assert postcode("Aldminster") == ""


@given(st.text(alphabet="abt/A wscoformely0 ()'.12", max_size=40))
def test_the_quick_way_never_passes_over_what_the_slow_way_would_take_apart(text):
    if is_plain(text):
        assert not DIRTY.search(text)


PIECES = (
    "x ltd ( ) [ / . t a as ta tas trading name of known aka k d b dba operating under formerly formely formarly called now"
    " formally previously f fka was nee née ex late old c o care behalf via courtesy sponsored by secretariat to operator"
    " paid re: part member subsidiary division brand owned incorporating inactive dormant not ceased administration in do"
    " use closed hosted guest guests organised box suite ticket table day at a/c acct account"
)
MARKED = st.lists(st.sampled_from(sorted(PIECES.split())), max_size=8)


@given(MARKED, st.sampled_from(["", " "]))
def test_no_mark_is_there_without_one_of_its_words(told, between):
    text = between.join(told)
    said = set(re.findall(r"[^\W_]+", text.lower()))
    for mark, needs in (
        *((mark, needs) for _, mark, needs in SPLITS),
        (STATUS, STATUS_SAID),
        (HOST, OCCASION_SAID),
        (VENUE, OCCASION_SAID),
        (ACCOUNT, ACCOUNT_SAID),
    ):
        assert not mark.search(text) or needs & said, mark


@given(st.text(alphabet="abt/A& wscoltdformely0 ()'.12", max_size=40))
def test_the_quickest_way_reads_what_the_slow_way_would(text):
    if (found := quick_words(text)) is not None:
        assert [spoken(part.text) for part in parts(text)] == [found]


COMMON = (
    "alder fleet the and & of ltd limited plc company co care accounts account football club fc c 7 12345 123 services svcs"
    " national health trust mr helen personal data redacted (uk) fenn's t/a community interest united kingdom ltds ands"
    " trading as name not ceased hospitality at for j k d 1"
)


@given(st.lists(st.sampled_from(sorted(COMMON.split())), max_size=6), st.sampled_from([" ", "  "]))
def test_plain_words_are_read_as_the_careful_way_reads_them(told, between):
    assert parse(between.join(told)) == carefully(between.join(told))
    assert parse(between.join(told).upper()) == carefully(between.join(told).upper())


def test_every_word_that_is_taken_apart_is_known_to_the_quick_way():
    said = "formerly formarly formely previously formally was incorporating via behalf hosted courtesy sponsored guest guests"
    said += " inactive dormant dissolved liquidation part now known box suite ticket tickets table dinner lunch hospitality"
    said += " trading ta tas aka dba fka co care account acct ac"
    assert set(said.split()) <= TELLING_WORDS
    assert all(DIRTY.search(f"x {word} y") for word in said.split() if word != "ac")
