# SPDX-License-Identifier: MIT
"""The Merkle tree of RFC 6962 section 2.1, exactly: hashes, growth, proofs and their checks."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Protocol

HASH_LENGTH = 32
EMPTY_ROOT = sha256(b"").digest()


class BadProof(Exception):
    """The proof does not show what it is said to show."""


def leaf_hash(entry: bytes) -> bytes:
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


# ------------------------------------------------------------------ growth


def push(frontier: list[bytes], size: int, leaf: bytes) -> None:
    """Add one leaf hash to the frontier of a tree of `size` leaves, in place.

    The frontier holds the roots of the perfect subtrees, largest first: one for each 1 bit of the
    size.
    """
    while size & 1:
        leaf = sha256(b"\x01" + frontier.pop() + leaf).digest()
        size >>= 1
    frontier.append(leaf)


def push_subtree(frontier: list[bytes], size: int, level: int, node: bytes) -> None:
    """Add the root of a perfect subtree of 2^level leaves; `size` is a multiple of 2^level."""
    push(frontier, size >> level, node)


def root(frontier: Sequence[bytes]) -> bytes:
    """The root hash of the whole tree: the frontier folded from right to left."""
    if not frontier:
        return EMPTY_ROOT
    folded = frontier[-1]
    for node in reversed(frontier[:-1]):
        folded = sha256(b"\x01" + node + folded).digest()
    return folded


def fold(hashes: Sequence[bytes]) -> bytes:
    """The root over any number of leaf hashes, level by level: the fast way for many at once."""
    if not hashes:
        return EMPTY_ROOT
    level = list(hashes)
    while len(level) > 1:
        odd = level[-1:] if len(level) & 1 else []
        pairs = zip(level[0::2], level[1::2], strict=False)
        level = [sha256(b"\x01" + left + right).digest() for left, right in pairs] + odd
    return level[0]


# ------------------------------------------------------------------ proofs


class Tree(Protocol):
    """Anything that can give the root of the perfect subtree `index` of 2^level leaves."""

    def node(self, level: int, index: int) -> bytes: ...


class LeafTree:
    """A tree over leaf hashes in memory."""

    def __init__(self, leaves: Iterable[bytes]) -> None:
        self._leaves = list(leaves)

    def node(self, level: int, index: int) -> bytes:
        return fold(self._leaves[index << level : (index + 1) << level])


def subtree(tree: Tree, start: int, end: int) -> bytes:
    """The hash of the leaves from `start` up to `end`; `start` is aligned as the RFC aligns it."""
    frontier: list[bytes] = []
    while start < end:
        level = (end - start).bit_length() - 1
        frontier.append(tree.node(level, start >> level))
        start += 1 << level
    return root(frontier)


def inclusion_proof(tree: Tree, index: int, size: int) -> list[bytes]:
    """The audit path of leaf `index` in the tree of `size` leaves, from its sibling upward."""
    if not 0 <= index < size:
        raise BadProof(f"there is no leaf {index} in a tree of {size}")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(subtree(tree, middle, end))
            end = middle
        else:
            path.append(subtree(tree, start, middle))
            start = middle
    return path[::-1]


def consistency_proof(tree: Tree, old: int, new: int) -> list[bytes]:
    """Shows that the tree of `old` leaves is the beginning of the tree of `new` leaves."""
    if not 0 <= old <= new:
        raise BadProof(f"a tree of {old} leaves cannot grow to {new}")
    if old in {0, new}:
        return []
    path: list[bytes] = []
    start, end, whole = 0, new, True
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            path.append(subtree(tree, middle, end))
            end = middle
        else:
            path.append(subtree(tree, start, middle))
            start, whole = middle, False
    if not whole:
        path.append(subtree(tree, start, end))
    return path[::-1]


def _split(count: int) -> int:
    """The largest power of two smaller than `count`."""
    return 1 << ((count - 1).bit_length() - 1)


# ------------------------------------------------------------------ checks of proofs


def root_from_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """The root that this audit path leads to (RFC 9162 section 2.1.3.2 for the tree of 6962)."""
    if not 0 <= index < size:
        raise BadProof(f"there is no leaf {index} in a tree of {size}")
    node, last, here = leaf, size - 1, index
    for sibling in path:
        if last == 0:
            raise BadProof("the proof is too long")
        if here & 1 or here == last:
            node = node_hash(sibling, node)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            node = node_hash(node, sibling)
        here, last = here >> 1, last >> 1
    if last:
        raise BadProof("the proof is too short")
    return node


def check_inclusion(
    leaf: bytes, index: int, size: int, path: Sequence[bytes], expected: bytes
) -> None:
    if root_from_inclusion(leaf, index, size, path) != expected:
        raise BadProof(f"entry {index} is not in the log that this root stands for")


def check_consistency(
    old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]
) -> None:
    """Refuse unless the older root is a beginning of the newer (RFC 9162 section 2.1.4.2)."""
    if not 0 <= old <= new:
        raise BadProof(f"a tree of {old} leaves cannot grow to {new}")
    if old in {0, new}:
        _check_trivial(old, old_root, new_root if old == new else EMPTY_ROOT, path)
        return
    was, now = _walk(old, new, old_root, path)
    if was != old_root or now != new_root:
        raise BadProof(f"the log of {new} entries does not begin with the log of {old}")


def _check_trivial(old: int, old_root: bytes, expected: bytes, path: Sequence[bytes]) -> None:
    if path:
        raise BadProof("this proof should be empty")
    if old_root != expected:
        raise BadProof(f"two different logs of {old} entries")


def _walk(old: int, new: int, old_root: bytes, path: Sequence[bytes]) -> tuple[bytes, bytes]:
    """Both roots as the proof gives them."""
    nodes = [old_root, *path] if old & (old - 1) == 0 else list(path)
    if not nodes:
        raise BadProof("the proof is too short")
    here, last = old - 1, new - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    was = now = nodes[0]
    for node in nodes[1:]:
        if last == 0:
            raise BadProof("the proof is too long")
        if here & 1 or here == last:
            was, now = node_hash(node, was), node_hash(node, now)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            now = node_hash(now, node)
        here, last = here >> 1, last >> 1
    if last:
        raise BadProof("the proof is too short")
    return was, now
