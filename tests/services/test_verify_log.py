# SPDX-License-Identifier: MIT
"""What the single-file verifier says to things that no honest log would publish."""

import base64
import struct

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from candour.ledger import verify_log
from candour.ledger.checkpoints import LogKey
from candour.ledger.verify_log import Audit, Wrong

LOG = LogKey("candour.example/log1", Ed25519PrivateKey.from_private_bytes(b"\x07" * 32))
KEY = verify_log.parse_key(LOG.verifier_key)
ROOT = base64.b64encode(bytes(32)).decode()


def signed(text):
    """Any text at all, under the genuine key."""
    signature = base64.b64encode(LOG.number + LOG.secret.sign(text.encode())).decode()
    return f"{text}\n— {LOG.name} {signature}\n".encode()


def test_a_genuine_note_opens():
    note = signed(f"candour.example/log1\n7\n{ROOT}\n")
    assert verify_log.open_checkpoint(note, KEY).size == 7


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"candour.example/log1\n007\n{ROOT}\n", "three lines"),
        (f"candour.example/log1\n-7\n{ROOT}\n", "three lines"),
        (f"candour.example/log1\n{'9' * 30}\n{ROOT}\n", "three lines"),
        (f"candour.example/log1\n7\n{ROOT}\nmore\n", "three lines"),
        ("candour.example/log1\n7\n", "three lines"),
        (f"candour.example/log2\n7\n{ROOT}\n", "is of candour.example/log2"),
        ("candour.example/log1\n7\nAAAA\n", "not 32 bytes"),
        (f"candour.example/log1\n7\n{ROOT[:-2]}B=\n", "not standard base64"),
        (f"candour.example/log1\t\n7\n{ROOT}\n", "control characters"),
    ],
)
def test_a_note_with_the_genuine_signature_and_the_wrong_words_is_refused(text, said):
    with pytest.raises(Wrong, match=said):
        verify_log.open_checkpoint(signed(text), KEY)


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (b"", "no signature"),
        (b"candour.example/log1\n7\nx\n", "no signature"),
        ("text\n\n— name\n".encode(), "malformed"),
        ("text\n\n— name A+B= AAAA\n".encode(), "malformed"),
        ("text\n\n— name AAAAAA==".encode(), "no signature"),
        ("text\n\n— name AAA\n".encode(), "padding"),
        (b"\xff\n\n", "utf-8"),
    ],
)
def test_what_is_not_a_note_is_refused(note, said):
    with pytest.raises(ValueError, match=said):
        verify_log.open_checkpoint(note, KEY)


def test_a_signature_over_other_words_is_false():
    note = signed(f"candour.example/log1\n7\n{ROOT}\n").replace(b"\n7\n", b"\n8\n")
    with pytest.raises(Wrong, match="is false"):
        verify_log.open_checkpoint(note, KEY)


def test_one_false_signature_beside_a_genuine_one_spoils_the_note():
    text = f"candour.example/log1\n7\n{ROOT}\n"
    false = base64.b64encode(LOG.number + bytes(64)).decode()
    note = signed(text) + f"— {LOG.name} {false}\n".encode()
    with pytest.raises(Wrong, match="is false"):
        verify_log.open_checkpoint(note, KEY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "candour.example/log1",
        LOG.verifier_key.replace("d5f46b6e", "d5f46b6f"),
        LOG.verifier_key[:-4],
        "candour.example/log1+d5f46b6e+" + base64.b64encode(b"\x04" + bytes(32)).decode(),
    ],
)
def test_what_is_not_a_key_is_refused(text):
    with pytest.raises(ValueError):
        verify_log.parse_key(text)


# ------------------------------------------------------------------ entries


def entry(sequence=0, previous=bytes(32), *, version=1, kind=2, time_ms=1000, length=94):
    return struct.pack(
        ">HBB16sIQ32s32s", length, version, kind, b"s" * 16, sequence, time_ms, previous, bytes(32)
    )


def added(*entries):
    audit, bundle = Audit(), b"".join(entries)
    audit.add(bundle, verify_log.leaf_hashes(bundle))
    return audit


def leaf(data):
    return verify_log.leaf_hash(data[2:])


def test_a_chain_of_entries_is_followed():
    first = entry()
    assert added(first, entry(1, leaf(first))).size == 2


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (lambda first: entry(2, leaf(first)), "chain"),
        (lambda _: entry(1, bytes(32)), "chain"),
        (lambda _: entry(0, bytes(32)), "chain"),
        (lambda first: entry(1, leaf(first), time_ms=999), "backwards"),
        (lambda first: entry(1, leaf(first), version=2), "version 1"),
        (lambda first: entry(1, leaf(first), kind=0), "version 1"),
        (lambda first: entry(1, leaf(first), kind=10), "version 1"),
        (lambda first: entry(1, leaf(first), length=93), "version 1"),
    ],
)
def test_an_entry_that_does_not_follow_is_named(second, said):
    first = entry()
    with pytest.raises(Wrong, match=f"entry 1: .*{said}") as wrong:
        added(first, second(first))
    assert wrong.value.index == 1


def test_time_may_stand_still_but_not_run_back_between_bundles():
    first = entry(time_ms=5000)
    audit = added(first)
    second = entry(1, leaf(first), time_ms=4999)
    with pytest.raises(Wrong, match="backwards"):
        audit.add(second, verify_log.leaf_hashes(second))


# ------------------------------------------------------------------ proofs


@pytest.mark.parametrize(
    ("proof", "said"),
    [
        (b"", "not a tlog-proof"),
        (b"c2sp.org/tlog-proof@v1\nindex 0\n\nnote", "not a tlog-proof"),
        (b"c2sp.org/tlog-proof@v1\nextra AAAA\nindex 0\nAAAA\n\nnote", "not 32 bytes"),
        (b"c2sp.org/tlog-proof@v1\nextra AAAA\nindex 0\n\xff\n\nnote", "utf-8"),
        (b"c2sp.org/tlog-proof@v1\nextra A\nindex 0\n\nnote", "base64"),
    ],
)
def test_what_is_not_a_proof_is_refused(proof, said):
    with pytest.raises(ValueError, match=said):
        verify_log.parse_proof(proof)


def test_a_proof_that_is_too_long_or_too_short_is_refused():
    for size, path in ((1, [bytes(32)]), (2, []), (3, [bytes(32)] * 3)):
        with pytest.raises(Wrong, match="length"):
            verify_log.root_from_proof(bytes(32), 0, size, path)
