# SPDX-License-Identifier: MIT
"""Same, connected with the reason, or different; a person is never confirmed by name alone."""

import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.linkage.models_on_file import PAIRS, SEARCH, Weights
from candour.linkage.models_on_file import model as on_file
from candour.linkage.rules.alignment import align
from candour.linkage.rules.brands import Brands
from candour.linkage.rules.evidence import Side, compare_names
from candour.linkage.rules.names import parse
from candour.linkage.rules.outcomes import CONNECTED, DIFFERENT, SAME, decide, waterfall, weigh_up

MODEL = on_file(PAIRS)
WEIGH = Weights(MODEL).__getitem__


def sides(left, right, **more):
    mine = Side(
        parse(left), more.get("number", ""), more.get("postcode", ""), more.get("place", "")
    )
    other = Side(
        parse(right),
        more.get("their_number", ""),
        more.get("their_postcode", ""),
        more.get("their_place", ""),
    )
    return mine, other


def told(left, right, **more):
    return decide(*sides(left, right, **more), MODEL, WEIGH)


SAME_BODY = [
    ("Alderholt Fleet Ltd", "ALDERHOLT FLEET LIMITED"),
    ("Alderholt", "Alderholt UK Ltd"),
    ("Alderholt Flet Services", "Alderholt Fleet Services Ltd"),
    ("Alderholt Fleet Svcs", "Alderholt Fleet Services Ltd"),
    ("Fennmarsh Alderholt Catering", "Fennmarsh Alderholt Catrieng Ltd"),
    ("Stenning Cars", "ORCHARD LODGE GARAGE LTD T/A STENNING CARS"),
    ("Zelbourne Power Engineering", "ZelbournePower Engineering Ltd"),
    ("NRAZ (Novel Riders Association of Zelbourne)", "Novel Riders Association of Zelbourne"),
    ("FQ Zelbourne League", "Fennmarsh Quoits Zelbourne League"),
    ("Zelbourne Crickte Club", "ZELBOURNE CRICKET CLUB LTD"),
    ("Zelbourne Fennmotor Kenta", "Zelbourne Fennmotor Kneta Ltd"),
    ("Alderholt", "Alderholt Group"),
    ("University of Zelbourne", "Zelbourne University"),
    ("ZELBOURNE RIDERS AND WALKERS FOUN", "Zelbourne Riders and Walkers Foundation of Fennmarsh"),
    ("Zelbourne Institute of Public F", "Zelbourne Institute of Public Finance and Accounts"),
    ("Halewick DC", "Halewick District Council"),
    ("Aldshire CC", "Aldshire County Council"),
    ("Halewick MBC", "Halewick Metropolitan Borough Council"),
    ("LB Halewick", "London Borough of Halewick"),
    ("Halewick Hospitals NHS FT", "Halewick Hospitals NHS Foundation Trust"),
    ("Zeldenia Ltd", "Zeldaein Ltd"),
    ("NRAZ", "Novel Riders Association of Zelbourne"),
    ("Halewick Rovers", "Halewick Rovers Football Club"),
    ("National Farmers Union", "NFU"),
    ("BBC", "The British Broadcasting Corporation"),
    ("The FA", "Footbal Association Limited"),
    ("Carlbourne Club (London) Ltd", "The Carlbourne Club"),
    ("ALDERH0LT FLEET LTD", "Alderholt Fleet"),
    ("Zelbourne CC", "Zelbourne Cricket Club"),
    ("Northants Riders", "Northamptonshire Riders Ltd"),
    ("Cyngor Halewick", "Halewick Council"),
    ("Zelbourne (GB) Ltd", "Zelbourne UK Limited"),
    ("British Telecommunications plc (BT)", "British Telecommunications Public Limited Company"),
]


@pytest.mark.parametrize(("left", "right"), SAME_BODY)
def test_one_body_under_two_spellings_is_the_same(left, right):
    assert told(left, right).outcome == SAME


RELATED = [
    ("Alderholt Construction Ltd", "Alderholt Civil Engineering Ltd", "group"),
    ("Alderholt Ltd", "Alderholt Holdings Ltd", "group"),
    ("Halewick Football Club", "Halewick Football Club Community Trust", "club and trust"),
    ("Aldshire Constabulary", "Aldshire Police and Crime Commissioner", "public body"),
    ("Fennmotor", "Halewick Fennmotor", ""),
    ("Fennmotor Ltd", "Fennmotor Garage Centre Ltd", "dealer"),
    ("Zelbourne Ltd", "Zelbourne Annual Dinner", "event or venue"),
    ("Dunmore Cable", "HALEWICK TELECOM LTD (WAS DUNMORE CABLE) INACTIVE", "renamed"),
    ("Alderholt Fleet", "BIGBANK / ALDERHOLT FLEET ON ACCOUNT", "factoring"),
    ("Alderholt Smithson", "Fenn Arts c/o Alderholt Smithson", "agent"),
    ("NRZ", "Novel Riders of Zelbourne", "acronym"),
    ("Helen Anders", "Ms Helen Anders", "person"),
    ("Alderholt Halls", "Fenbridge [ALDERHOLT HALLS LTD]", "beside"),
    ("Alderholt Law Ltd", "Alderholt Law LLP", "group"),
    ("Zelbourne Fennmotor Kenta", "Zelbourne Fennmotor Kwmta Ltd", "spelling"),
    ("National Care League", "The Royal National Care League", "related"),
    ("All Zelbourne Quoits Club", "All Zelbourne Quoits Club (Championships) Limited", "group"),
    ("Zelbourne Fennmarsh Trust", "Zelbourne Fennmarsh Trust Trading Ltd", ""),
    ("FQ Services", "Fennmarsh Quoits Services Ltd", ""),
    ("Future Global Resources Ltd", "RESOURCE FUTURES LTD", ""),
    ("Halewick City", "Halewick City Council", ""),
    ("FQ Zelbourne League Road", "Fennmarsh Quoits Zelbourne League", ""),
    ("Alderholt", "Alderholt Analytics", "group"),
    ("Alderholt plc", "Alderholt UK Limited", ""),
    ("Fennmarsh Care", "Fennmirch Care Ltd", ""),
    ("Fennmarsh Advice", "Fennmarsh Advice Oxfordshire", "branch"),
    ("Zelbourne Tattoo Ltd", "Zelbourne Tattoo (Charities) Ltd", ""),
    ("Zelbourne Racing Club", "Zelbourne Racing Club Racecourses", "group"),
    ("Zelbourne Fennmarsh", "Zelbourne Fennmarsh Holdings", "group"),
    ("Zelford", "Zelford Racecourse", "group"),
    ("Zelford Fennmarsh Services Ltd", "Zelford Heating Fennmarsh Services", ""),
    ("Fennmarsh Walkers Council", "Zelbourne Fennmarsh Walkers Council", ""),
    ("Zelbourne Fennmarsh Surgery", "Zelbourne Fennmarsh Ltd", ""),
    ("Fennmarsh Advice East Zelbourne", "Fennmarsh Advice Zelbourne", ""),
]


@pytest.mark.parametrize(("left", "right", "code"), RELATED)
def test_two_bodies_with_a_relation_are_connected_and_the_reason_says_which(left, right, code):
    answer = told(left, right)
    if code:
        assert (answer.outcome, answer.code) == (CONNECTED, code)
    assert answer.outcome != SAME


APART = [
    ("Alverton Football Club", "Alverdon Football Club"),
    ("Zelbourne Federation", "Quintmarsh Foundation"),
    ("Care Services Ltd", "Care Solutions Ltd"),
    ("Fennel Trust", "Zelbourne Trust"),
    ("Unizan", "Unizon"),
    ("National Riders", "Royal National Institute of Zelbourne Riders"),
    ("Halewick Academy 2", "Halewick Academy 3"),
    ("Kettering Town Football Club", "Kettering Town Council"),
    ("Care Home Group Ltd", "Home Care Group Ltd"),
    ("Road North Services", "North Road Services Ltd"),
    ("Fenrant", "Fenrans"),
    ("Zelden", "Zeldn"),
    ("Inventrel", "Inventyal"),
    ("Grade House", "Tradehouse"),
    ("Zelanalytics", "Aml Analytics"),
    ("Alderchester Cricket Club", "Aldercaster Cricket Club"),
    ("BCD", "Bright Community Development"),
    ("Zelbourne (2010) Ltd", "Zelbourne (2015) Ltd"),
    ("Green Care Ltd", "Green Car Ltd"),
    ("Zelbourne Society of Arts", "Zelbourne Society of Artists"),
    ("BA Ltd", "British Airways"),
    ("Aldshire County Cricket Club", "Aldshire County Council"),
    ("Aldshire Cricket Club", "Aldshire County Council"),
    ("Zelt College", "Zeelt College"),
    ("National Farmers Union", "National Farmers Union Mutual"),
    ("JCB", "Junior Cycling Board"),
    ("Quintmarsh Legal Ltd", "Q.L. Legal Ltd"),
    ("Halewick CC", "Halewick Cycling and Crafts"),
]
STRANGERS = [
    ("Pan Africa Today", "P A Stenning Ltd"),
    ("Alderholt Care", "Fennmarsh Care Ltd"),
    ("Gareth Fenn", "Gareths Restaurants Ltd"),
]


@pytest.mark.parametrize(("left", "right"), STRANGERS)
def test_what_shares_only_letters_or_a_common_word_is_not_even_connected(left, right):
    assert told(left, right).outcome == DIFFERENT


@pytest.mark.parametrize(("left", "right"), APART)
def test_what_only_looks_alike_is_never_confirmed(left, right):
    assert told(left, right).outcome != SAME


@pytest.mark.parametrize(
    "mask",
    [
        "REDACTED",
        "REDACTED PERSONAL DATA",
        "THIRD PARTY PAYMENT 00312",
        "Personal data",
        "Name withheld",
        "",
        "Ltd",
        "The",
        "of the",
        "& Co Ltd",
        "The Company",
        "---",
        "???",
        "\N{SLIGHTLY SMILING FACE}",
        "\u200b\u00a0",
        "N/A",
    ],
)
def test_a_mask_and_an_empty_name_match_nothing_themselves_included(mask):
    for other in (mask, "Alderholt Fleet Ltd"):
        assert told(mask, other, number="07546773", their_number="07546773").outcome == DIFFERENT
        assert told(other, mask).outcome == DIFFERENT


@pytest.mark.parametrize(
    "name",
    [
        "\u65e5\u672c\u96fb\u6c17",
        "\u041c\u043e\u0441\u043a\u0432\u0430 Ltd",
        "Zelbourne " * 1_000,
        "z" * 10_000,
    ],
)
def test_letters_of_any_script_and_names_of_any_length_are_compared(name):
    assert told(name, name).outcome == SAME
    assert told(name, "Alderholt Fleet Ltd").outcome == DIFFERENT


def test_one_number_is_one_body_whatever_it_is_called():
    answer = told("Dunmore Cable", "Halewick Telecom", number="07546773", their_number="07546773")
    assert (answer.outcome, answer.code) == (SAME, "number")


def test_two_numbers_are_two_bodies_whatever_they_are_called():
    answer = told("Alderholt Fleet", "Alderholt Fleet", number="07546773", their_number="07546774")
    assert answer.outcome == CONNECTED


def test_a_town_or_a_postcode_speaks_and_silence_does_not():
    plain = told("Alderholt Fleet", "Alderholt Flete")
    near = told("Alderholt Fleet", "Alderholt Flete", place="halewick", their_place="halewick")
    far = told("Alderholt Fleet", "Alderholt Flete", place="halewick", their_place="dunmore")
    silent = told("Alderholt Fleet", "Alderholt Flete", place="halewick")
    full = told("Alderholt Fleet", "Alderholt Flete", postcode="AL1 2BC", their_postcode="AL1 2BC")
    area = told("Alderholt Fleet", "Alderholt Flete", postcode="AL1 2BC", their_postcode="AL1 3BC")
    assert far.bits < plain.bits == silent.bits < near.bits < full.bits
    assert plain.bits < area.bits < full.bits


def test_initials_are_confirmed_by_a_place():
    name = "Novel Riders Association of Zelbourne"
    assert told("NRAZ", name, place="halewick", their_place="halewick").outcome == SAME


def test_an_address_connects_names_that_share_a_word():
    answer = told(
        "Fenn Zelbourne", "Zelbourne Quince", postcode="AL1 2BC", their_postcode="AL1 2BC"
    )
    assert (answer.outcome, answer.code) == (CONNECTED, "address")


def test_the_kept_steps_add_up_to_the_bits():
    weighed = weigh_up(
        *sides("Alderholt Fleet Ltd", "Alderholt Flete t/a X2", place="a", their_place="b"),
        MODEL,
        WEIGH,
    )
    steps = waterfall(weighed, MODEL)
    assert sum(steps.values()) == pytest.approx(weighed.bits, abs=0.05)
    assert steps["place"] < 0


def test_what_is_different_says_in_which_words():
    assert "fennel" in told("Fennel Trust", "Zelbourne Trust").reason
    assert told("Alderholt", "Zelbourne").reason == "No word in common"


RISING = {
    "most telling word in common",
    "share in common",
    "shared words",
    "spelling of the whole",
    "number",
    "postcode",
    "place",
    "spelling of what is left over",
    "ahead of the next likeliest",
    "initials only",
}


@pytest.mark.parametrize("version", [PAIRS, SEARCH])
def test_every_weight_moves_one_way_and_nothing_missing_weighs_anything(version):
    features = json.loads(
        (files("candour.linkage") / "models" / f"{version}.json").read_text("utf-8")
    )["features"]
    for name, feature in features.items():
        steps = feature["bits"] if name in RISING else feature["bits"][::-1]
        assert steps == sorted(steps), name
        assert len(feature["bits"]) == len(feature["edges"]) + 1, name


NAMES = st.sampled_from([
    "Alderholt Fleet Ltd", "Alderholt Fleet", "NRA", "National Riders Association", "Fenn t/a Quince",
    "Fenn (formerly Zelbourne)", "J C Halewick", "Care 2 Ltd", "AlderholtFleet", "X / Y Bank on account", "Flete Alderholt",
])  # fmt: skip


@given(NAMES, NAMES)
def test_it_does_not_matter_which_of_two_comes_first(left, right):
    one, other = told(left, right), told(right, left)
    assert (one.outcome, one.code) == (other.outcome, other.code)
    assert one.bits == pytest.approx(other.bits, abs=0.01)


@given(NAMES)
def test_a_name_is_itself(name):
    parsed = Side(parse(name))
    found = compare_names(parsed, parsed, MODEL, WEIGH)
    assert found.alignment.left_over == found.alignment.right_over == ()


def test_a_word_that_a_run_is_full_of_tells_less_there():
    common = Weights(MODEL, {"zelbourne": 500}, 1000)
    assert common["zelbourne"] == 1.0 < WEIGH("zelbourne")
    assert WEIGH("x") < WEIGH("2017") < WEIGH("zelbourne")


def test_words_are_laid_beside_each_other_wherever_they_stand():
    found = align(("fleet", "alderholt"), ("alderholt", "fleet"), WEIGH)
    assert (found.left, found.right) == (0.0, 0.0)
    assert align(("alderholt", "financial"), ("alderholt", "financier"), WEIGH).left_over == ()
    assert align(("alderholt", "fed"), ("alderholt", "federation"), WEIGH).left_over == ()
    assert align(("foundation",), ("federation",), WEIGH).left_over == ("foundation",)


ALONE = Brands(map(parse, ["Alderholt", "Alderholt Systems UK Ltd", "Alderholt Group"]))
BESIDE = Brands(map(parse, ["Alderholt", "Alderholt Systems Ltd", "Alderholt Travel Ltd"]))


def branded(brands, left="Alderholt", right="Alderholt Systems Ltd"):
    answer = decide(*sides(left, right), MODEL, WEIGH, brands)
    return answer.outcome, answer.code


def test_a_brand_alone_is_the_one_company_that_bears_it_in_that_file():
    assert branded(ALONE) == branded(ALONE, "Alderholt Systems Ltd", "Alderholt") == (SAME, "brand")
    assert branded(BESIDE)[0] == branded(None)[0] == CONNECTED


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Alderholt", "Alderholt Travel Ltd"),
        ("Alderholt Ltd", "Alderholt Systems Ltd"),
        ("Alderholt", "Fennmarsh Alderholt Systems Ltd"),
        ("Alderholt", "Alderholt Systems Holdings Ltd"),
    ],
)
def test_a_brand_beside_another_trade_or_another_company_is_not_confirmed(left, right):
    brands = Brands(map(parse, [left, right]))
    assert branded(brands, left, right)[0] != SAME
