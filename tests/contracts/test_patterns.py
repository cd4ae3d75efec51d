# SPDX-License-Identifier: MIT
"""No pattern takes long over any text: each is tried on what makes careless ones run for ever."""

import importlib
import re
import signal
from contextlib import contextmanager
from re import _constants, _parser

import pytest

from tracked import TOP, tracked

LONG = 800
"""Letters of each text. What grows with their square takes a hundredth of the time below."""
SECONDS = 0.5
"""Of the processor, for one text."""
OF_ANY_TEXT = (" ", "\n", "a", "A", "1", "1.", "a ", "the ", "a,", "-", "((", "\t ", "Aa ")


def patterns():
    """Every pattern that a module of ours keeps, by where it stands."""
    found = {}
    for path in tracked("src/candour/**/*.py"):
        if "re.compile" in path.read_text(encoding="utf-8"):
            name = ".".join(path.relative_to(TOP / "src").with_suffix("").parts)
            module = importlib.import_module(name)
            for key, value in vars(module).items():
                for number, one in enumerate(value if isinstance(value, tuple) else [value]):
                    if isinstance(one, re.Pattern) and isinstance(one.pattern, str):
                        found[f"{name}.{key}.{number}"] = one
    return found


def its_own_words(pattern):
    """The letters that a pattern itself speaks of, together and one by one."""
    letters = [chr(arg) for op, arg in _flat(_parser.parse(pattern)) if op is _constants.LITERAL]
    return {"".join(letters), *letters}


def _flat(items):
    for op, arg in items:
        yield op, arg
        parts = arg if isinstance(arg, (tuple, list)) else [arg]
        for part in [*parts, *(one for some in parts if isinstance(some, list) for one in some)]:
            if isinstance(part, _parser.SubPattern):
                yield from _flat(part)


@contextmanager
def at_most(seconds):
    def stop(_signal, _frame):
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def tried(pattern):
    for piece in sorted({*OF_ANY_TEXT, *its_own_words(pattern.pattern)} - {""}):
        text = (piece * LONG)[:LONG] + "\0"
        with at_most(SECONDS):
            pattern.fullmatch(text)
            pattern.search(text)


def test_there_are_patterns_to_try():
    assert len(patterns()) > 50


def test_the_attempt_finds_a_careless_pattern():
    with pytest.raises(TimeoutError):
        tried(re.compile(r"(a+)+$"))


def test_no_pattern_takes_long_over_any_text():
    slow = []
    for name, pattern in patterns().items():
        try:
            tried(pattern)
        except TimeoutError:
            slow.append(f"{name}: {pattern.pattern}")
    assert slow == []
