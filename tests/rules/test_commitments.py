# SPDX-License-Identifier: MIT
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.ledger.rules.commitments import (
    LARGEST_INTEGER,
    Disclosure,
    NotRecordable,
    Opening,
    canonical,
    commitment,
    disclose,
    field_digest,
    opens,
)

FIELDS = {
    "actor": Opening("u77", b"\x01" * 32),
    "decision": Opening("decline", b"\x02" * 32),
    "rationale": Opening("private", b"\x03" * 32),
}
DIGESTS = {name: field_digest(name, field.value, field.salt) for name, field in FIELDS.items()}
COMMITTED = commitment(DIGESTS)


def test_the_published_digests_and_commitment():
    assert {name: digest.hex() for name, digest in DIGESTS.items()} == {
        "actor": "13f63dea98eba7707dd595cd301ebdecf5a4ccbda67dd80aa0b93f6478c8ff14",
        "decision": "0a0b47a3870819d106816d229a532ca9cb2ae62aab2e4c312f2ac1f09b91dd3c",
        "rationale": "b6b235fbdd947a28a07f445017a45abfe0e02cdb66d961f564f4c94311f1b578",
    }
    assert COMMITTED.hex() == "0aa466331739e3cfabb47e4f42bf6b8fa6d3d7c01ad72393e861e18e8e865d16"


def test_one_field_is_proven_while_the_others_stay_withheld():
    disclosure = disclose(FIELDS, show=frozenset({"decision"}))
    assert opens(disclosure, COMMITTED)
    assert set(disclosure.shown) == {"decision"}
    assert disclosure.withheld == {name: DIGESTS[name] for name in ("actor", "rationale")}


def test_another_value_does_not_open():
    disclosure = disclose(FIELDS, show=frozenset({"decision"}))
    changed = Disclosure({"decision": Opening("accept", b"\x02" * 32)}, disclosure.withheld)
    assert not opens(changed, COMMITTED)


def test_a_field_left_out_does_not_open():
    disclosure = disclose(FIELDS, show=frozenset({"decision"}))
    assert not opens(Disclosure(disclosure.shown, {"actor": DIGESTS["actor"]}), COMMITTED)


def test_a_field_cannot_be_both_shown_and_withheld():
    assert not opens(Disclosure(FIELDS, DIGESTS), COMMITTED)


def test_the_one_spelling():
    value = {"b": [1, True, None], "a": "é €", "ä": {"z": "", "y": -3}}
    assert canonical(value).decode() == '{"a":"é €","b":[1,true,null],"ä":{"y":-3,"z":""}}'


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (1.5, "float cannot"),
        ({"a": [float("nan")]}, "float cannot"),
        (LARGEST_INTEGER + 1, "too large"),
        ({1: "a"}, "is not text"),
        ({"a": b"bytes"}, "bytes cannot"),
        ({1, 2}, "set cannot"),
        ("\ud800", "surrogate"),
    ],
)
def test_what_has_no_single_spelling_is_refused(value, why):
    with pytest.raises(NotRecordable, match=why):
        canonical(value)


@pytest.mark.parametrize("name", ["", "a\0b"])
def test_a_field_needs_a_plain_name(name):
    with pytest.raises(NotRecordable, match="name"):
        field_digest(name, "x", bytes(32))


def test_a_salt_of_another_length_is_refused():
    with pytest.raises(NotRecordable, match="32 bytes"):
        field_digest("a", "x", bytes(31))


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)
SALTS = st.binary(min_size=32, max_size=32)
OPENINGS = st.dictionaries(NAMES, st.builds(Opening, VALUES, SALTS), min_size=1, max_size=6)


@given(VALUES)
def test_the_spelling_reads_back_as_the_value(value):
    assert json.loads(canonical(value)) == value


@given(OPENINGS, st.data())
def test_any_choice_of_fields_opens(openings, data):
    show = data.draw(st.sets(st.sampled_from(sorted(openings))))
    committed = commitment(
        {name: field_digest(name, one.value, one.salt) for name, one in openings.items()}
    )
    assert opens(disclose(openings, show=frozenset(show)), committed)


@given(OPENINGS, VALUES, st.data())
def test_no_other_value_opens(openings, other, data):
    name = data.draw(st.sampled_from(sorted(openings)))
    committed = commitment(
        {key: field_digest(key, one.value, one.salt) for key, one in openings.items()}
    )
    disclosure = disclose(openings, show=frozenset({name}))
    changed = Disclosure({name: Opening(other, openings[name].salt)}, disclosure.withheld)
    assert opens(changed, committed) == (canonical(other) == canonical(openings[name].value))


@given(OPENINGS)
def test_the_order_of_the_fields_does_not_matter(openings):
    digests = {name: field_digest(name, one.value, one.salt) for name, one in openings.items()}
    assert commitment(digests) == commitment(dict(reversed(digests.items())))
