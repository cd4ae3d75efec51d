# SPDX-License-Identifier: MIT
"""Check a published Candour log without trusting whoever runs it.

One file, to be read whole before it is believed: Python's standard library, and `cryptography`
for Ed25519 signatures. It does not import the rest of Candour.

    python verify_log.py --key VKEY --log FOLDER [--against KEPT_CHECKPOINT]
    python verify_log.py --key VKEY --proof FILE.tlog-proof     (or a disclosure in JSON)

Take the key from elsewhere: a web page, a printed report. Beside the data it proves nothing.
The folder follows https://c2sp.org/tlog-tiles, its checkpoint https://c2sp.org/tlog-checkpoint
and https://c2sp.org/signed-note; the tree is that of RFC 6962 section 2.1. The exit status is 0
when all agrees, 1 when something does not (the first wrong entry is named), 2 without an answer.
"""

import argparse
import base64
import hashlib
import hmac
import json
import re
import struct
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

TILE, HASH, ENTRY = 256, 32, 94
# length, version and kind; stream, sequence, time in ms, previous leaf; (the commitment)
BUNDLED = struct.Struct(">4s16sIQ32s32x")
PREFIXED = struct.Struct("x95s")
HEAD = b"\x00\x5e\x01"
START = (0, bytes(HASH))
HEADS = frozenset(HEAD + bytes([kind]) for kind in range(1, 10))
ED25519, DISCLOSURE = 1, "candour-disclosure@v1"


class Wrong(ValueError):
    """Something does not agree; `index` is the first entry that shows it."""

    def __init__(self, what: str, index: int | None = None) -> None:
        super().__init__(what if index is None else f"entry {index}: {what}")
        self.index = index


# ------------------------------------------------------------------ the tree of RFC 6962


def leaf_hash(entry: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + entry).digest()


def fold(hashes: Sequence[bytes]) -> bytes:
    """The tree hash over these hashes: pair after pair, an odd last one moves up as it is."""
    sha256, level = hashlib.sha256, list(hashes)
    if not level:
        return sha256(b"").digest()
    while len(level) > 1:
        odd = level[-1:] if len(level) & 1 else []
        pairs = zip(level[0::2], level[1::2], strict=False)
        level = [sha256(b"\x01" + left + right).digest() for left, right in pairs] + odd
    return level[0]


def root_from_proof(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """The root that an inclusion proof leads to; the path runs from the leaf's sibling upward."""
    if size == 1 and not path:
        return leaf
    if size == 1 or not path:
        raise Wrong("the proof has the wrong length")
    half = 1 << ((size - 1).bit_length() - 1)  # the left part: a power of two
    if index < half:
        return _node(root_from_proof(leaf, index, half, path[:-1]), path[-1])
    return _node(path[-1], root_from_proof(leaf, index - half, size - half, path[:-1]))


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


# ------------------------------------------------------------------ keys and checkpoints


@dataclass(frozen=True)
class Checkpoint:
    origin: str
    size: int
    root: bytes


@dataclass(frozen=True)
class Key:
    name: str
    number: bytes
    public: bytes


def parse_key(text: str) -> Key:
    """Read `name+hash+key`; the hash must be that of the name and the key."""
    name, _, rest = text.strip().partition("+")
    number, _, material = rest.partition("+")
    key = _base64(material, "the key")
    if len(key) != HASH + 1 or key[0] != ED25519:
        raise Wrong("the key is not an Ed25519 verifier key")
    expected = hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]
    if number != expected.hex():
        raise Wrong("the key's hash does not belong to its name and material")
    return Key(name, expected, key[1:])


def open_checkpoint(note: bytes, key: Key) -> Checkpoint:
    """Check the signature, then read the checkpoint. Other signatures are left alone."""
    text, signatures = _split_note(note)
    ours = [line for line in signatures if line[:2] == (key.name, key.number)]
    if not ours:
        raise Wrong(f"the checkpoint carries no signature by {key.name}")
    try:
        for _, _, signature in ours:
            Ed25519PublicKey.from_public_bytes(key.public).verify(signature, text)
    except InvalidSignature:
        raise Wrong(f"the signature of {key.name} on the checkpoint is false") from None
    checkpoint = _read_checkpoint(text.decode())
    if checkpoint.origin != key.name:
        raise Wrong(f"the checkpoint is of {checkpoint.origin}, not of {key.name}")
    return checkpoint


def _split_note(note: bytes) -> tuple[bytes, list[tuple[str, bytes, bytes]]]:
    whole = note.decode()
    if any(character < " " and character != "\n" for character in whole):
        raise Wrong("the checkpoint holds control characters")
    text, gap, block = whole.rpartition("\n\n")
    if not gap or not block.endswith("\n"):
        raise Wrong("the checkpoint has no signature")
    return (text + "\n").encode(), [_signature(line) for line in block[:-1].split("\n")]


def _signature(line: str) -> tuple[str, bytes, bytes]:
    if not (parts := re.fullmatch(r"— ([^\s+]+) (\S+)", line)):
        raise Wrong("a signature line of the checkpoint is malformed")
    value = _base64(parts[2], "a signature")
    return parts[1], value[:4], value[4:]


def _read_checkpoint(text: str) -> Checkpoint:
    lines = re.fullmatch(r"([^\n]+)\n(0|[1-9][0-9]{0,18})\n([^\n]+)\n", text)
    if not lines:
        raise Wrong("the checkpoint is not three lines: origin, size, root")
    return Checkpoint(lines[1], int(lines[2]), _base64(lines[3], "the root", HASH))


def _base64(text: str, what: str, length: int = 0) -> bytes:
    data = base64.b64decode(text, validate=True)
    if not data or base64.b64encode(data).decode() != text:
        raise Wrong(f"{what} is not standard base64")
    if length and len(data) != length:
        raise Wrong(f"{what} is not {length} bytes long")
    return data


# ------------------------------------------------------------------ the folder


def tile_path(level: int | str, number: int, width: int = TILE) -> str:
    """`tile/1/x001/x234/067` for tile 1234067 of level 1; `.p/5` at the end when 5 wide."""
    digits = [f"{number % 1000:03d}"]
    while number := number // 1000:
        digits.insert(0, f"x{number % 1000:03d}")
    partial = f".p/{width}" if width < TILE else ""
    return f"tile/{level}/{'/'.join(digits)}{partial}"


def read_tile(folder: Path, level: int | str, number: int, width: int, unit: int) -> bytes:
    """A tile's first `width` items. A partial tile may have given way to the full one since."""
    first = number * TILE * (TILE**level if isinstance(level, int) else 1)
    for wide in (width, TILE):
        name = tile_path(level, number, wide)
        try:
            with open(f"{folder}/{name}", "rb") as file:  # noqa: PTH123 - thousands of files
                data = file.read()
        except FileNotFoundError:
            continue
        if len(data) != wide * unit:
            raise Wrong(f"{name} is {len(data)} bytes long, not {wide * unit}", first)
        return data[: width * unit]
    raise Wrong(f"{tile_path(level, number, width)} is missing", first)


def leaf_hashes(bundle: bytes) -> list[bytes]:
    """Of each entry. The last byte of its length gives way to the 0 that the leaf hash begins with."""
    prefixed = bytearray(bundle)
    prefixed[1 :: ENTRY + 2] = bytes(len(bundle) // (ENTRY + 2))
    sha256 = hashlib.sha256
    return [sha256(entry).digest() for (entry,) in PREFIXED.iter_unpack(prefixed)]


@dataclass
class Audit:
    """What has been read of a log, from its first entry on."""

    size: int = 0
    time_ms: int = 0
    # of each stream: the next sequence number and the last leaf
    chains: dict[bytes, tuple[int, bytes]] = field(default_factory=dict)
    tiles: list[bytes] = field(default_factory=list)  # the tree hash of each full tile
    tail: list[bytes] = field(default_factory=list)  # the leaf hashes after the last full tile

    def add(self, bundle: bytes, leaves: list[bytes]) -> None:
        """Check the next entries, each with its length before it."""
        chains, last_time, index = self.chains, self.time_ms, self.size
        for leaf, (head, stream, sequence, time_ms, previous) in zip(
            leaves, BUNDLED.iter_unpack(bundle), strict=True
        ):
            if head not in HEADS:
                raise Wrong("this is not an entry of version 1", index)
            if time_ms < last_time:
                raise Wrong("the time runs backwards", index)
            if chains.get(stream, START) != (sequence, previous):
                raise Wrong("the chain of its stream is broken", index)
            chains[stream] = (sequence + 1, leaf)
            last_time, index = time_ms, index + 1
        self.size, self.time_ms = index, last_time
        self.tail += leaves
        while len(self.tail) >= TILE:
            self.tiles.append(fold(self.tail[:TILE]))
            del self.tail[:TILE]

    def root(self) -> bytes:
        return fold([*self.tiles, fold(self.tail)] if self.tail else self.tiles)


def audit_folder(folder: Path, checkpoint: Checkpoint) -> Audit:
    """Entries, tiles of every level and root: everything must agree with the checkpoint."""
    audit = Audit()
    for number, first in enumerate(range(0, checkpoint.size, TILE)):
        width = min(TILE, checkpoint.size - first)
        bundle = read_tile(folder, "entries", number, width, ENTRY + 2)
        leaves, tile = leaf_hashes(bundle), read_tile(folder, 0, number, width, HASH)
        if b"".join(leaves) != tile:
            _name_first_difference(leaves, tile, first, 1)
        audit.add(bundle, leaves)
    _check_upper_tiles(folder, audit)
    if audit.root() != checkpoint.root:
        raise Wrong("the entries do not lead to the root of the checkpoint")
    return audit


def _check_upper_tiles(folder: Path, audit: Audit) -> None:
    hashes, level = audit.tiles, 1
    while hashes:
        for start in range(0, len(hashes), TILE):
            some = hashes[start : start + TILE]
            tile = read_tile(folder, level, start // TILE, len(some), HASH)
            if b"".join(some) != tile:
                _name_first_difference(some, tile, start, TILE**level)
        full = len(hashes) // TILE * TILE
        hashes = [fold(hashes[at : at + TILE]) for at in range(0, full, TILE)]
        level += 1


def _name_first_difference(ours: Sequence[bytes], tile: bytes, start: int, span: int) -> None:
    for place, node in enumerate(ours):
        if node != tile[place * HASH : (place + 1) * HASH]:
            raise Wrong("entry and tile do not agree", (start + place) * span)


def check_kept(folder: Path, audit: Audit, kept: Checkpoint) -> None:
    """The log must begin with the log that a checkpoint kept earlier stands for."""
    if kept.size > audit.size:
        raise Wrong(f"the log ends here, and {kept.size} entries were signed before", audit.size)
    full, rest = divmod(kept.size, TILE)
    nodes = audit.tiles[:full]
    if rest:
        tile = read_tile(folder, 0, full, min(TILE, audit.size - full * TILE), HASH)
        nodes.append(fold([tile[at : at + HASH] for at in range(0, rest * HASH, HASH)]))
    if fold(nodes) != kept.root:
        raise Wrong(f"the first {kept.size} entries are not those of the kept checkpoint")


# ------------------------------------------------------------------ proofs of one entry


@dataclass(frozen=True)
class Proof:
    index: int
    entry: bytes
    disclosed: bytes
    path: list[bytes]
    checkpoint: bytes


def parse_proof(data: bytes) -> Proof:
    """Read a https://c2sp.org/tlog-proof whose extra data is the entry, then what is disclosed."""
    if data.startswith(b"{"):  # or the same as a JSON object
        return _parse_disclosure(json.loads(data))
    head, _, checkpoint = data.decode().partition("\n\n")
    lines = re.fullmatch(
        r"c2sp\.org/tlog-proof@v1\nextra (\S+)\nindex (0|[1-9][0-9]{0,18})((?:\n\S+)*)", head
    )
    if not lines:
        raise Wrong("this is not a tlog-proof of a Candour entry")
    extra = _base64(lines[1], "the extra data")
    path = [_base64(line, "a hash of the proof", HASH) for line in lines[3].split()]
    return Proof(int(lines[2]), extra[:ENTRY], extra[ENTRY:], path, checkpoint.encode())


def _parse_disclosure(it: dict[str, Any]) -> Proof:
    try:
        entry, index = _base64(it["entry"], "the entry", ENTRY), int(str(it["index"]))
        path = [_base64(node, "a hash of the disclosure", HASH) for node in it["path"]]
        fields, note = json.dumps(it["fields"]).encode(), it["checkpoint"].encode()
    except (KeyError, TypeError, AttributeError):
        index = -1
    if index < 0 or it.get("format") != DISCLOSURE:
        raise Wrong("this is not a disclosure of a Candour entry")
    return Proof(index, entry, fields, path, note)


def check_proof(proof: Proof, key: Key) -> tuple[Checkpoint, dict[str, Any]]:
    """Check the entry, then what is disclosed of it: field name -> value."""
    checkpoint = open_checkpoint(proof.checkpoint, key)
    if proof.index >= checkpoint.size:
        raise Wrong(f"the checkpoint covers only {checkpoint.size} entries", proof.index)
    root = root_from_proof(leaf_hash(proof.entry), proof.index, checkpoint.size, proof.path)
    if root != checkpoint.root:
        raise Wrong("the proof does not lead to the root of the checkpoint", proof.index)
    try:
        fields = json.loads(proof.disclosed or b"{}")
        committed = _commitment(fields)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Wrong("what is disclosed cannot be read", proof.index) from None
    if fields and committed != proof.entry[-HASH:]:
        raise Wrong("what is disclosed is not what the entry commits to", proof.index)
    return checkpoint, {name: it["value"] for name, it in fields.items() if "digest" not in it}


def _commitment(fields: dict[str, Any]) -> bytes:
    """Over each field's digest; a field that is disclosed gives its value and its salt instead."""
    whole = hashlib.sha256(b"fields/v1\0")
    for name, it in sorted(fields.items()):
        digest = bytes.fromhex(it["digest"]) if "digest" in it else _digest(name, **it)
        whole.update(hashlib.sha256(name.encode()).digest() + digest)
    return whole.digest()


def _digest(name: str, value: Any, salt: str) -> bytes:
    spelled = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hmac.digest(bytes.fromhex(salt), f"{name}\0{spelled}".encode(), "sha256")


# ------------------------------------------------------------------ the command


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Check a published Candour log.")
    parser.add_argument("--key", required=True, help="the log's verifier key, from elsewhere")
    parser.add_argument("--log", type=Path, help="the folder that was published")
    parser.add_argument("--against", type=Path, help="a checkpoint that you kept earlier")
    parser.add_argument("--proof", type=Path, help="a .tlog-proof or a disclosure to check")
    given = parser.parse_args(arguments)
    if not given.log and not given.proof:
        parser.error("name a folder with --log or a file with --proof")
    try:
        key = parse_key(given.key)
        said = said_of_proof(given.proof, key) if given.proof else []
        said += said_of_log(given.log, given.against, key) if given.log else []
    except ValueError as wrong:
        sys.stderr.write(f"WRONG: {wrong}\n")
        return 1
    except OSError as problem:
        sys.stderr.write(f"Cannot read: {problem}\n")
        return 2
    sys.stdout.write("\n".join(said) + "\n")
    return 0


def said_of_proof(file: Path, key: Key) -> list[str]:
    proof = parse_proof(file.read_bytes())
    checkpoint, shown = check_proof(proof, key)
    facts = [f"  {name}: {json.dumps(it, ensure_ascii=False)}" for name, it in shown.items()]
    return [f"Entry {proof.index} is in the log {checkpoint.origin}.", *facts]


def said_of_log(folder: Path, against: Path | None, key: Key) -> list[str]:
    checkpoint = open_checkpoint((folder / "checkpoint").read_bytes(), key)
    audit = audit_folder(folder, checkpoint)
    said = [f"{audit.size} entries in {len(audit.chains)} streams agree."]
    if against:
        kept = open_checkpoint(against.read_bytes(), key)
        check_kept(folder, audit, kept)
        said.append(f"They begin with the {kept.size} of the checkpoint that you kept.")
    return said


if __name__ == "__main__":
    sys.exit(main())
