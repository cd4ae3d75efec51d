# SPDX-License-Identifier: MIT
"""The format is frozen: these values were published, and other people's software relies on them."""

import hashlib
import json
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from candour.ledger import checkpoints, verify_log
from candour.ledger.checkpoints import LogKey
from candour.ledger.rules import commitments, merkle, tiles
from candour.ledger.rules.entry import Entry, Kind, pack
from candour.ledger.rules.merkle import LeafTree
from candour.ledger.verify_log import Checkpoint

FILE = Path(__file__).parent.parent / "vectors" / "candour-log-v1.json"
VECTORS = json.loads(FILE.read_text(encoding="utf-8"))
TREE = VECTORS["tree"]
LEAVES = [merkle.leaf_hash(bytes.fromhex(data)) for data in TREE["inputs"]]


def hexes(path):
    return [node.hex() for node in path]


def test_the_file_itself_has_not_changed():
    assert (
        hashlib.sha256(FILE.read_bytes()).hexdigest()
        == "48913b6a74c50cdee75acc16e95bbe3ff703d34b7c8e583d77efef3b8c31483a"
    )


@pytest.mark.parametrize("size", TREE["roots"])
def test_roots(size):
    assert merkle.fold(LEAVES[: int(size)]).hex() == TREE["roots"][size]
    assert verify_log.fold(LEAVES[: int(size)]).hex() == TREE["roots"][size]


@pytest.mark.parametrize("case", TREE["inclusion"], ids=str)
def test_inclusion_proofs(case):
    path = merkle.inclusion_proof(LeafTree(LEAVES), case["index"], case["size"])
    assert hexes(path) == case["path"]
    root = verify_log.root_from_proof(LEAVES[case["index"]], case["index"], case["size"], path)
    assert root.hex() == TREE["roots"][str(case["size"])]


@pytest.mark.parametrize("case", TREE["consistency"], ids=str)
def test_consistency_proofs(case):
    path = merkle.consistency_proof(LeafTree(LEAVES), case["old"], case["new"])
    assert hexes(path) == case["path"]


@pytest.mark.parametrize("case", VECTORS["canonical"], ids=str)
def test_canonical_spelling(case):
    assert commitments.canonical(case["value"]).hex() == case["bytes"]


def test_commitment():
    given = VECTORS["commitment"]
    digests = {
        name: commitments.field_digest(name, field["value"], bytes.fromhex(field["salt"]))
        for name, field in given["fields"].items()
    }
    assert {name: digest.hex() for name, digest in digests.items()} == {
        name: field["digest"] for name, field in given["fields"].items()
    }
    assert commitments.commitment(digests).hex() == given["commitment"]


@pytest.mark.parametrize("given", VECTORS["entries"], ids=["first", "second", "third"])
def test_entries(given):
    packed = pack(
        Entry(
            kind=Kind(given["kind"]),
            stream=UUID(given["stream"]),
            sequence=given["sequence"],
            time_ms=given["time_ms"],
            previous_leaf=bytes.fromhex(given["previous_leaf"]),
            commitment=bytes.fromhex(given["commitment"]),
        )
    )
    assert packed.hex() == given["bytes"]
    assert merkle.leaf_hash(packed).hex() == given["leaf_hash"]


def test_bundle_and_tile(tmp_path):
    bundle = bytes.fromhex(VECTORS["bundle"]["bytes"])
    assert len(bundle) == 288
    leaves = verify_log.leaf_hashes(bundle)
    assert b"".join(leaves).hex() == VECTORS["tile"]["bytes"]
    assert merkle.fold(leaves).hex() == VECTORS["root"]


def test_a_folder_made_of_the_vectors_verifies(tmp_path):
    for file in (VECTORS["bundle"], VECTORS["tile"]):
        path = tmp_path / file["name"]
        path.parent.mkdir(parents=True)
        path.write_bytes(bytes.fromhex(file["bytes"]))
    key = verify_log.parse_key(VECTORS["key"]["verifier_key"])
    checkpoint = verify_log.open_checkpoint(VECTORS["checkpoint"]["text"].encode(), key)
    assert verify_log.audit_folder(tmp_path, checkpoint).size == 3


def test_key_and_checkpoint():
    seed = bytes.fromhex(VECTORS["key"]["seed"])
    key = LogKey("candour.example/log1", Ed25519PrivateKey.from_private_bytes(seed))
    assert key.verifier_key == VECTORS["key"]["verifier_key"]
    root = bytes.fromhex(VECTORS["root"])
    note = checkpoints.sign(key, Checkpoint("candour.example/log1", 3, root))
    assert note.decode() == VECTORS["checkpoint"]["text"]
    assert hashlib.sha256(note).hexdigest() == VECTORS["checkpoint"]["sha256"]


def test_proof():
    proof = verify_log.parse_proof(VECTORS["proof"]["text"].encode())
    key = verify_log.parse_key(VECTORS["key"]["verifier_key"])
    checkpoint, shown = verify_log.check_proof(proof, key)
    assert (proof.index, checkpoint.size) == (1, 3)
    assert shown == VECTORS["proof"]["shows"]


@pytest.mark.parametrize("size", VECTORS["tiles"])
def test_names_of_tiles(size):
    names = [tiles.path(one.level, one.number, one.width) for one in tiles.tiles_of(int(size))]
    given = VECTORS["tiles"][size]
    if isinstance(given, list):
        assert names == given
    else:
        assert (names[:2], len(names), names[-4:]) == (
            given["first"],
            given["count"],
            given["last"],
        )
