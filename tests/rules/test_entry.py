# SPDX-License-Identifier: MIT
import dataclasses
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.ledger.rules import entry
from candour.ledger.rules.entry import Entry, Kind, NotAnEntry

ENTRY = Entry(
    kind=Kind.COLLECTION,
    stream=UUID("00010203-0405-0607-0809-0a0b0c0d0e0f"),
    sequence=0,
    time_ms=1700000000000,
    previous_leaf=entry.NO_LEAF,
    commitment=bytes.fromhex("0aa466331739e3cfabb47e4f42bf6b8fa6d3d7c01ad72393e861e18e8e865d16"),
)


def test_an_entry_is_94_bytes_in_the_order_of_the_format():
    data = entry.pack(ENTRY)
    assert len(data) == 94
    assert data[:2] == b"\x01\x01"
    assert data[2:18] == bytes(range(16))
    assert data[18:30].hex() == "000000000000018bcfe56800"
    assert data[30:62] == bytes(32)
    assert data[62:] == ENTRY.commitment


HASHES = st.binary(min_size=32, max_size=32)


@given(
    st.builds(
        Entry,
        kind=st.sampled_from(Kind),
        stream=st.uuids(),
        sequence=st.integers(0, 2**32 - 1),
        time_ms=st.integers(0, 2**64 - 1),
        previous_leaf=HASHES,
        commitment=HASHES,
    )
)
def test_what_is_packed_unpacks_the_same(some):
    assert entry.unpack(entry.pack(some)) == some


@pytest.mark.parametrize("data", [b"", bytes(93), bytes(95)])
def test_another_length_is_no_entry(data):
    with pytest.raises(NotAnEntry, match="94 bytes long"):
        entry.unpack(data)


def test_another_version_is_not_guessed_at():
    with pytest.raises(NotAnEntry, match="version 2"):
        entry.unpack(b"\x02" + entry.pack(ENTRY)[1:])


@pytest.mark.parametrize("kind", [0, 10, 255])
def test_an_unknown_kind_is_no_entry(kind):
    data = entry.pack(ENTRY)
    with pytest.raises(NotAnEntry, match="kind"):
        entry.unpack(data[:1] + bytes([kind]) + data[2:])


@pytest.mark.parametrize("name", ["previous_leaf", "commitment"])
def test_a_hash_of_the_wrong_length_is_not_packed(name):
    with pytest.raises(NotAnEntry, match=name):
        entry.pack(dataclasses.replace(ENTRY, **{name: b"short"}))
