# SPDX-License-Identifier: MIT
"""Each act has exactly one service function, and that function carries it out and records it once."""

import ast
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from candour.gateway.rules.procedure import GATEWAY
from candour.policy.rules.document import PROCEDURE
from candour.procurement.rules.procedure import PROCUREMENT
from source import calls, modules

NOTIFIES = "starts a matter, so that there is none yet to carry the act out on"


@dataclass(frozen=True)
class House:
    """Where the acts of a procedure are declared, where they are carried out, and by what."""

    procedure: Any
    rules: str
    services: str
    carries_out: str
    apart: dict[str, str]
    """Functions that record their act themselves, with the reason."""


HOUSES = (
    House(GATEWAY, "gateway/rules", "gateway/services", "carry_out", {"notify": NOTIFIES}),
    House(PROCEDURE, "policy/rules", "policy/services", "_record", {}),
    House(PROCUREMENT, "procurement/rules", "procurement/services", "carry_out", {}),
)
EACH = pytest.mark.parametrize("house", HOUSES, ids=lambda one: one.procedure.name)


def named_acts(house):
    """The constant that holds each act, by the act's name; one may be made from another."""
    found = {}
    for path, tree in modules().items():
        if path.startswith(house.rules):
            for node in tree.body:
                if isinstance(node, ast.Assign) and made_by(node.value) in {"Act", "replace"}:
                    names = [word.value for word in node.value.keywords if word.arg == "name"]
                    found |= {name.value: node.targets[0].id for name in names}
    return found


def made_by(value):
    """Act in `Act(...)` and in `Act[Matter, Given](...)`."""
    function = value.func if isinstance(value, ast.Call) else None
    base = function.value if isinstance(function, ast.Subscript) else function
    return base.id if isinstance(base, ast.Name) else ""


def functions(house):
    for path, tree in modules().items():
        if Path(path).with_suffix("").as_posix().startswith(house.services):
            yield from (node for node in tree.body if isinstance(node, ast.FunctionDef))


def names_in(function):
    for node in ast.walk(function):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr


def times(function, called):
    return sum(name == called for _, name in calls(function))


@EACH
def test_each_act_has_exactly_one_service_function(house):
    constants = named_acts(house)
    assert set(constants) == {act.name for act in house.procedure.acts}
    carried = defaultdict(list)
    for function in functions(house):
        if times(function, house.carries_out) or function.name in house.apart:
            for name in set(names_in(function)) & set(constants.values()):
                carried[name].append(function.name)
    assert {act: carried[name] for act, name in constants.items() if len(carried[name]) != 1} == {}


@EACH
def test_none_of_these_functions_records_twice(house):
    acts = set(named_acts(house).values())
    wrong = [
        function.name
        for function in functions(house)
        if acts & set(names_in(function))
        and times(function, house.carries_out) + times(function, "record") > 1
    ]
    assert wrong == []


def test_what_carries_out_an_act_of_the_gateway_records_it_within_its_transaction():
    (carry_out,) = [one for one in functions(HOUSES[0]) if one.name == "carry_out"]
    (block,) = [node for node in ast.walk(carry_out) if isinstance(node, ast.With)]
    assert ast.unparse(block.items[0].context_expr) == "transaction.atomic()"
    assert times(block, "_record") == times(carry_out, "_record") == 1
