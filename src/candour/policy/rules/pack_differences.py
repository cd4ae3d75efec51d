# SPDX-License-Identifier: MIT
"""What changes from one pack to another, entry by entry and in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from candour.policy.rules.pack_contents import Area, ClockRule, Item, Pack, PostRule, Question

_ITEMS = (
    ("subjects", "Subject"),
    ("areas", "Area"),
    ("known_issues", "Known issue"),
    ("principles", "Principle"),
    ("thresholds", "Finding"),
    ("harms", "Harm"),
    ("questions", "Question"),
    ("quick_tests", "Quick test"),
    ("mitigations", "Mitigation"),
    ("decision_prompts", "Prompt for the decision"),
    ("reassessment_tests", "Reassessment test"),
    ("clocks", "Clock"),
    ("posts", "Post"),
)
_WORDS = (
    ("role_names", "Name of a role"),
    ("role_plurals", "Name of several"),
    ("nouns", "Word"),
    ("texts", "Text"),
)


@dataclass(frozen=True)
class Difference:
    """One entry that the two packs do not say alike; a side without it is empty."""

    name: str
    left: str
    right: str

    @property
    def different(self) -> bool:
        return self.left != self.right


def differences(left: Pack | None, right: Pack | None) -> list[Difference]:
    """Every entry that differs, in the order of the newer pack and then of the older."""
    was, now = _entries(left), _entries(right)
    names = dict.fromkeys((*now, *was))
    found = (Difference(name, was.get(name, ""), now.get(name, "")) for name in names)
    return [one for one in found if one.different]


def _entries(pack: Pack | None) -> Mapping[str, str]:
    return dict(_told(pack)) if pack else {}


def _told(pack: Pack) -> Iterator[tuple[str, str]]:
    yield "Title", pack.title
    yield "Summary", pack.summary
    yield "Population", f"{pack.population.name} ({pack.population.short}): {pack.population.text}"
    for listed, name in _ITEMS:
        for entry in getattr(pack, listed):
            yield f"{name}: {_spoken(entry.code)}", entry_in_words(entry)
    for one in fields(pack.settings):
        yield f"Choice: {_spoken(one.name)}", setting_in_words(getattr(pack.settings, one.name))
    yield from _told_of_registers(pack)
    for off in pack.days_off:
        yield f"Day off: {off.day.isoformat()}", off.reason
    for table, name in _WORDS:
        for key, words in getattr(pack.wording, table).items():
            yield f"{name}: {_spoken(key)}", words


def _told_of_registers(pack: Pack) -> Iterator[tuple[str, str]]:
    for register in fields(pack.registers):
        rules = getattr(pack.registers, register.name)
        for one in fields(rules):
            name = f"Register rule: {register.name}, {_spoken(one.name)}"
            yield name, setting_in_words(getattr(rules, one.name))


def entry_in_words(entry: Item | ClockRule | PostRule) -> str:
    match entry:
        case ClockRule():
            return f"{entry.text}: {entry.duration} from {entry.starts}"
        case PostRule():
            roles = ", ".join(sorted(_spoken(role) for role in entry.roles))
            population = ", in the population" if entry.in_population else ""
            return f"{entry.title} ({roles}{population})"
        case Area():
            checks = ", ".join(_spoken(check) for check in entry.cross_checks)
            asks = " ".join(prompt.text for prompt in entry.prompts)
            return _sentences(entry.text, entry.hint, asks, checks and f"Checks: {checks}")
        case Question():
            return _sentences(entry.text, entry.hint, *entry.prompts)
        case _:
            return _sentences(entry.text, entry.hint)


def setting_in_words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _spoken(str(value))


def _sentences(*parts: str) -> str:
    """Join what is there; a part that does not end a sentence gets a full stop."""
    return " ".join(part if part.endswith(("?", ".")) else f"{part}." for part in parts if part)


def _spoken(code: str) -> str:
    return code.replace("_", " ")
