# SPDX-License-Identifier: MIT
"""Every form that can be sent counts once, however often it arrives: the act runs inside `once`."""

import ast
from functools import cache

import pytest

from addresses import addresses
from source import modules

COUNTS_ONCE_BY_ITSELF = {
    "mfa_authenticate": "a code counts once",
    "set_up_app": "an app that is there is not set up again",
    "add_passkey": "an answer of a passkey counts once: its challenge is used up",
    "change_password": "the same password again changes nothing",
    "choose_password": "its link counts once",
    "forgotten": "asks for a letter, so many in an hour and no more",
    "case_test": "keeps a draft: what was typed last, under one key",
    "new_case": "the same; the matter begins with the next form, once",
    "gift_answer": "judges what was typed, and keeps nothing",
    "register": "shows a list",
    "filter_save": "one filter under one name",
    "filter_drop": "the same filter goes once",
    "import_bad_rows": "hands out a file",
    "imported_export": "the same",
    "register_export": "the same; that it was taken out is recorded each time",
    "declare_interest": "keeps a draft: what was typed last, under one key",
    "interest_part": "the same",
}
"""Addresses that take a form and do not ask whether it came before, each with its reason."""

READS_A_FORM = {"POST", "FILES"}
ASKS_WHAT_WAS_SENT = ("candour.ui.request", "posted")


@cache
def functions():
    """Every function of the product by module and name, with the functions that it may call."""
    found = {}
    for path, tree in modules().items():
        module = "candour." + path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        known = {
            alias.asname or alias.name: (node.module, alias.name)
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module
            for alias in node.names
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                found[module, node.name] = (node, known)
    return found


@cache
def inside(here):
    """Every node of a function: each is walked once, however many forms lead to it."""
    return tuple(ast.walk(functions()[here][0]))


@cache
def may_call(here):
    """The functions that this one names, as far as our own code goes."""
    known = functions()[here][1]
    found = set()
    for node in inside(here):
        if isinstance(node, ast.Name):
            found |= {(here[0], node.id), known.get(node.id, here)}
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            package, last = known.get(node.value.id, here)
            found.add((f"{package}.{last}", node.attr))
    return found & functions().keys()


@cache
def reached(start):
    """Everything that this function may call, directly or by others."""
    seen, waiting = set(), {start} & functions().keys()
    while waiting:
        here = waiting.pop()
        seen.add(here)
        waiting |= may_call(here) - seen
    return seen


@cache
def looks_at_a_form(here):
    return any(
        isinstance(node, ast.Attribute) and node.attr in READS_A_FORM for node in inside(here)
    )


def reads_a_form(start):
    """A function of the pages that looks at what was sent."""
    walked = reached(start)
    return ASKS_WHAT_WAS_SENT in walked or any(
        looks_at_a_form(here)
        for here in walked
        if here[0].split(".")[1:2] == start[0].split(".")[1:2]
    )


def writes(start):
    """A service is called: something is kept and recorded."""
    return any("services" in module.split(".") for module, _ in reached(start))


@cache
def views():
    """Each address whose form does something, with the function behind it."""
    found = {}
    for each in addresses():
        view = getattr(each.view, "__wrapped__", each.view)
        where = (view.__module__, view.__name__)
        if where in functions() and reads_a_form(where) and writes(where):
            found[each.name] = where
    return found


def test_the_walk_finds_the_forms_of_a_matter():
    assert {"case_decision", "case_add_material", "admin_add_person"} <= set(views())
    assert len(views()) > 30


@pytest.mark.parametrize("name", sorted(views()))
def test_what_a_form_does_is_done_once(name):
    counted = ("candour.ui.once", "once") in reached(views()[name])
    assert counted != (name in COUNTS_ONCE_BY_ITSELF), views()[name]
