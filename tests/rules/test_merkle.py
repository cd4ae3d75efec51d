# SPDX-License-Identifier: MIT
"""Our tree against the vectors of RFC 6962 and against another implementation, pymerkle."""

import functools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from candour.ledger.rules import merkle
from candour.ledger.rules.merkle import BadProof, LeafTree

VECTOR_INPUTS = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
VECTOR_ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
LARGEST = 1000


def data(index):
    return b"entry %d" % index


LEAVES = [merkle.leaf_hash(data(index)) for index in range(LARGEST)]


@functools.cache
def root_of(size):
    return merkle.fold(LEAVES[:size])


@functools.cache
def oracle():
    tree = InmemoryTree(algorithm="sha256")
    for index in range(LARGEST):
        tree.append_entry(data(index))
    return tree


@pytest.mark.parametrize("size", VECTOR_ROOTS)
def test_the_roots_of_the_published_vectors(size):
    leaves = [merkle.leaf_hash(item) for item in VECTOR_INPUTS[:size]]
    frontier = []
    for index, leaf in enumerate(leaves):
        merkle.push(frontier, index, leaf)
    assert merkle.root(frontier).hex() == VECTOR_ROOTS[size]
    assert merkle.fold(leaves).hex() == VECTOR_ROOTS[size]


def test_leaf_by_leaf_and_all_at_once_agree_with_pymerkle_for_every_size_to_1000():
    frontier = []
    for index, leaf in enumerate(LEAVES):
        merkle.push(frontier, index, leaf)
        size = index + 1
        assert len(frontier) == size.bit_count()
        assert merkle.root(frontier) == root_of(size) == oracle().get_root(size)


def test_inclusion_proofs_are_those_of_pymerkle_for_every_size_to_1000():
    tree = LeafTree(LEAVES)
    for size in range(1, LARGEST + 1):
        index = (size * 7919) % size if size > 1 else 0
        for position in {0, index, size // 2, size - 1}:
            ours = merkle.inclusion_proof(tree, position, size)
            # pymerkle counts from 1 and puts the leaf itself first
            theirs = oracle().prove_inclusion(position + 1, size).path
            assert ours == theirs[1:]
            merkle.check_inclusion(LEAVES[position], position, size, ours, root_of(size))


def test_consistency_proofs_hold_from_every_size_to_1000():
    tree = LeafTree(LEAVES)
    for old in range(1, LARGEST + 1):
        path = merkle.consistency_proof(tree, old, LARGEST)
        merkle.check_consistency(old, LARGEST, root_of(old), root_of(LARGEST), path)


@given(st.integers(0, 300), st.integers(0, 300))
def test_consistency_between_any_two_sizes(one, other):
    old, new = sorted((one, other))
    path = merkle.consistency_proof(LeafTree(LEAVES), old, new)
    merkle.check_consistency(old, new, root_of(old), root_of(new), path)


@given(st.integers(1, 300), st.data())
def test_inclusion_of_any_leaf_in_any_tree(size, choose):
    index = choose.draw(st.integers(0, size - 1))
    path = merkle.inclusion_proof(LeafTree(LEAVES), index, size)
    merkle.check_inclusion(LEAVES[index], index, size, path, root_of(size))


@given(st.integers(2, 300), st.data())
def test_a_changed_proof_is_refused(size, choose):
    index = choose.draw(st.integers(0, size - 1))
    path = merkle.inclusion_proof(LeafTree(LEAVES), index, size)
    spot = choose.draw(st.integers(0, len(path) - 1))
    bit = choose.draw(st.integers(0, 255))
    changed = bytearray(path[spot])
    changed[bit // 8] ^= 1 << bit % 8
    bad = [*path[:spot], bytes(changed), *path[spot + 1 :]]
    with pytest.raises(BadProof):
        merkle.check_inclusion(LEAVES[index], index, size, bad, root_of(size))


@given(st.integers(2, 300), st.data())
def test_a_proof_of_another_length_is_refused(size, choose):
    index = choose.draw(st.integers(0, size - 1))
    path = merkle.inclusion_proof(LeafTree(LEAVES), index, size)
    with pytest.raises(BadProof):
        merkle.check_inclusion(LEAVES[index], index, size, path[:-1], root_of(size))
    with pytest.raises(BadProof):
        merkle.check_inclusion(LEAVES[index], index, size, [*path, bytes(32)], root_of(size))


@given(st.integers(1, 300), st.integers(1, 300), st.data())
def test_a_changed_history_has_no_consistency_proof(one, other, choose):
    old, new = sorted((one, other))
    spot = choose.draw(st.integers(0, old - 1))
    rewritten = [*LEAVES[:spot], merkle.leaf_hash(b"rewritten"), *LEAVES[spot + 1 : new]]
    path = merkle.consistency_proof(LeafTree(rewritten), old, new)
    with pytest.raises(BadProof):
        merkle.check_consistency(old, new, root_of(old), merkle.fold(rewritten), path)


@given(st.integers(2, 300), st.data())
def test_a_consistency_proof_of_another_length_is_refused(new, choose):
    old = choose.draw(st.integers(1, new - 1))
    path = merkle.consistency_proof(LeafTree(LEAVES), old, new)
    for bad in (path[:-1], [*path, bytes(32)]):
        with pytest.raises(BadProof):
            merkle.check_consistency(old, new, root_of(old), root_of(new), bad)


def test_equal_sizes_need_equal_roots_and_no_proof():
    merkle.check_consistency(5, 5, root_of(5), root_of(5), [])
    with pytest.raises(BadProof, match="two different logs"):
        merkle.check_consistency(5, 5, root_of(5), root_of(6), [])
    with pytest.raises(BadProof, match="empty"):
        merkle.check_consistency(5, 5, root_of(5), root_of(5), [bytes(32)])


def test_every_log_begins_with_the_empty_one():
    merkle.check_consistency(0, 5, merkle.EMPTY_ROOT, root_of(5), [])
    with pytest.raises(BadProof):
        merkle.check_consistency(0, 5, bytes(32), root_of(5), [])


def test_a_log_does_not_shrink():
    with pytest.raises(BadProof, match="cannot grow"):
        merkle.check_consistency(6, 5, root_of(6), root_of(5), [])
    with pytest.raises(BadProof, match="cannot grow"):
        merkle.consistency_proof(LeafTree(LEAVES), 6, 5)


@pytest.mark.parametrize("index", [-1, 5, 6])
def test_a_leaf_outside_the_tree_has_no_proof(index):
    with pytest.raises(BadProof, match="no leaf"):
        merkle.inclusion_proof(LeafTree(LEAVES), index, 5)
    with pytest.raises(BadProof, match="no leaf"):
        merkle.check_inclusion(LEAVES[0], index, 5, [], root_of(5))


@given(st.integers(0, 6), st.integers(0, 8))
def test_whole_subtrees_may_be_added_at_once(level, count):
    frontier = []
    width = 1 << level
    for index in range(count):
        node = merkle.fold(LEAVES[index * width : (index + 1) * width])
        merkle.push_subtree(frontier, index * width, level, node)
    assert merkle.root(frontier) == root_of(min(count * width, LARGEST))


def test_root_and_proofs_of_70000_leaves_are_those_of_pymerkle():
    size = 70_000
    tree = InmemoryTree(algorithm="sha256")
    for index in range(size):
        tree.append_entry(data(index))
    leaves = [merkle.leaf_hash(data(index)) for index in range(size)]
    ours = LeafTree(leaves)
    assert merkle.fold(leaves) == tree.get_root()
    for index in (0, 255, 256, 65_535, 65_536, size - 1):
        theirs = tree.prove_inclusion(index + 1, size).path
        assert merkle.inclusion_proof(ours, index, size) == theirs[1:]
    for old in (1, 256, 65_536, 65_537, size - 1):
        path = merkle.consistency_proof(ours, old, size)
        merkle.check_consistency(old, size, tree.get_root(old), tree.get_root(), path)


def test_an_empty_proof_shows_no_growth():
    with pytest.raises(BadProof, match="too short"):
        merkle.check_consistency(3, 5, root_of(3), root_of(5), [])
