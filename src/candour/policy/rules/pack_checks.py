# SPDX-License-Identifier: MIT
"""What a pack must hold before the gateway can run on it.

The checks read the plain tables, so that one bad entry does not hide what is wrong elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from candour.kernel.roles import Role
from candour.policy.rules.pack_reading import Reader, nearest
from candour.policy.rules.source_clauses import CLAUSES
from candour.policy.rules.toml_source import Place

LISTS = (
    "subjects",
    "areas",
    "known_issues",
    "principles",
    "thresholds",
    "harms",
    "questions",
    "quick_tests",
    "mitigations",
    "decision_prompts",
    "reassessment_tests",
    "clocks",
    "posts",
)
CLOCKS = (
    "recommendation",
    "representative_view",
    "decision",
    "reassessment_by_principal",
    "representation_by_party",
    "reassessment",
    "external_link",
    "policy_review",
)
HELD_ROLES = (
    Role.PRINCIPAL,
    Role.SECRETARIAT,
    Role.OVERSEER,
    Role.ASSESSOR,
    Role.REPRESENTATIVE,
    Role.REASSESSOR,
    Role.DEPUTY_REASSESSOR,
    Role.EXTERNAL_ASSESSOR,
    Role.EXTERNAL_REASSESSOR,
    Role.SOURCE_UNIT,
    Role.SPONSOR,
)
"""A gateway stands still when no post holds one of these."""
NOUNS = (
    "gateway",
    "body",
    "community",
    "inside",
    "purpose",
    "standards_unit",
    "secretariat_unit",
    "staff_body",
    "gift_register",
    "association_register",
    "outside_interest",
    "approval_body",
    "oversight_body",
)
TEXTS = (
    "what_it_is",
    "when_to_use",
    "judged_on_merit",
    "on_behalf",
    "late_question",
    "known_issues_declaration",
    "bias_question",
    "bias_declaration",
    "representative_task",
    "representative_limit",
    "principles_question",
    "recommend_no_risk",
    "recommend_decline",
    "recommend_mitigate",
    "decision_is_yours",
    "urgent_warning",
    "reassessment_right",
    "party_notice",
    "outcome_upheld",
    "outcome_other_course",
    "finality",
    "late_request_question",
    "letter_opening",
    "letter_closing",
)

_CODE = re.compile(r"[a-z][a-z0-9_]*")
_WHOLE = 100


def check(reader: Reader) -> None:
    """Note everything that is missing, doubled or points nowhere."""
    for name in LISTS:
        _check_list(reader, name)
    _check_clauses(reader, reader.source.values, ())
    _check_clocks(reader)
    _check_posts(reader)
    _check_thresholds(reader)
    _check_words(reader)
    _check_settings(reader)


def _entries(tables: Mapping[str, Any], name: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    found = tables.get(name)
    for number, table in enumerate(found if isinstance(found, list) else ()):
        if isinstance(table, dict):
            yield number, table


def _check_list(reader: Reader, name: str) -> None:
    entries = list(_entries(reader.source.values, name))
    if not entries and name in reader.source.values:
        reader.note((name,), f"“{name}” needs at least one entry")
    _check_codes(reader, (name,), entries)
    for number, table in entries:
        _check_codes(reader, (name, number, "prompts"), list(_entries(table, "prompts")))


def _check_codes(reader: Reader, path: Place, entries: list[tuple[int, Mapping[str, Any]]]) -> None:
    seen: dict[str, int] = {}
    for number, table in entries:
        code, place = str(table.get("code", "")), (*path, number, "code")
        if code and not _CODE.fullmatch(code):
            reader.note(place, f"The code “{code}” may hold small letters, digits and _ only")
        if code in seen:
            reader.note(place, f"The code “{code}” is used before, on line {seen[code]}")
        seen[code] = reader.source.line_of(place)


def _check_clauses(reader: Reader, value: object, path: Place) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "clause" and str(inner) not in CLAUSES:
                near = nearest(str(inner), CLAUSES)
                reader.note((*path, key), f"“{inner}” is not a clause of the procedures{near}")
            _check_clauses(reader, inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            _check_clauses(reader, inner, (*path, number))


def _check_clocks(reader: Reader) -> None:
    clocks = list(_entries(reader.source.values, "clocks"))
    codes = {str(clock.get("code")) for _, clock in clocks}
    for code in CLOCKS:
        if code not in codes:
            reader.note(("clocks",), f"There is no clock “{code}”")
    for number, clock in clocks:
        length = clock.get("length")
        if isinstance(length, int) and length < 1:
            reader.note(("clocks", number, "length"), "A clock runs for at least one day")


def _check_posts(reader: Reader) -> None:
    posts = list(_entries(reader.source.values, "posts"))
    codes = {str(post.get("code")) for _, post in posts}
    held = {role for _, post in posts for role in _words(post.get("roles"))}
    for role in HELD_ROLES:
        if role.value not in held:
            reader.note(("posts",), f"No post holds the role “{role.value}”")
    if not any(post.get("in_population") for _, post in posts):
        reader.note(("posts",), "No post is in the population, so nobody would use the gateway")
    for number, post in posts:
        _check_links(reader, ("posts", number), post, codes)


def _words(value: object) -> Iterator[str]:
    yield from map(str, value if isinstance(value, list) else ())


def _check_links(reader: Reader, path: Place, post: Mapping[str, Any], codes: set[str]) -> None:
    for link in ("serves", "deputises_for", "reports_to"):
        code = post.get(link)
        if code is None:
            continue
        if code == post.get("code"):
            reader.note((*path, link), f"The post “{code}” points to itself")
        elif code not in codes:
            reader.note((*path, link), f"There is no post “{code}”{nearest(str(code), codes)}")


def _check_thresholds(reader: Reader) -> None:
    entries = list(_entries(reader.source.values, "thresholds"))
    if entries and not any(table.get("calls_for_options") for _, table in entries):
        reader.note(("thresholds",), "No threshold has “calls_for_options = true”")


def _check_words(reader: Reader) -> None:
    wording = reader.source.values.get("wording")
    if not isinstance(wording, dict):
        return
    roles = tuple(role.value for role in Role)
    wanted = {"role_names": roles, "role_plurals": roles, "nouns": NOUNS, "texts": TEXTS}
    for table, keys in wanted.items():
        given = wording.get(table)
        if not isinstance(given, dict):
            continue
        for key in keys:
            if key not in given:
                reader.note(("wording", table), f"There is no wording for “{key}” in {table}")


def _check_settings(reader: Reader) -> None:
    settings = reader.source.values.get("settings")
    share = settings.get("dip_sample_per_cent") if isinstance(settings, dict) else None
    if isinstance(share, int) and not 0 <= share <= _WHOLE:
        reader.note(("settings", "dip_sample_per_cent"), "A share lies between 0 and 100")
