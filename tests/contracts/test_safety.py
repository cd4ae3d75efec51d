# SPDX-License-Identifier: MIT
"""No page runs what was typed into it, no view goes unguarded, no rule reads the clock."""

import re

from source import calls, imports, modules, pages

NEVER_NAMED = {"mark_safe", "csrf_exempt", "Markup", "SafeString", "format_html_join"}
NAIVE = {"utcnow", "utcfromtimestamp", "today"}
CLOCKS = {"now", "localdate", "localtime", "monotonic", "perf_counter"}

EXCEPTIONS = {
    ("ui/pages.py", "Markup"): "writes two hidden inputs, with every value escaped",
}
"""Modules that may name what is never named, each with its reason."""

PROGRAMS = {"ledger/verify_log.py"}
"""Files that run on their own, on a machine that need not trust ours, and say what they found."""

IN_PAGES = {
    "an inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "a script in an attribute": re.compile(r"""\son[a-z]+\s*=\s*["']|javascript:""", re.IGNORECASE),
    "markup taken as safe": re.compile(r"\|\s*safe\b|autoescape\s+false", re.IGNORECASE),
    "a decision": re.compile(r"\{%-?\s*if\s+user\."),
    "another body's frame": re.compile(r"govuk-(header|footer|cookie-banner)\b|govuk(Header|Footer)\("),
    "an address of another site": re.compile(r"""(src|href|action)\s*=\s*["'](https?:)?//"""),
}  # fmt: skip


def test_no_page_holds_what_it_must_not():
    found = [
        f"{path}:{text.count(chr(10), 0, hit.start()) + 1} has {name}"
        for path, text in pages().items()
        for name, pattern in IN_PAGES.items()
        for hit in pattern.finditer(text)
    ]
    assert found == []


def test_pages_are_where_the_engine_looks():
    assert pages(), "no page was found, so nothing above was tested"


def test_nothing_is_marked_safe_and_no_view_is_exempt():
    named = {
        (path, name)
        for path, tree in modules().items()
        for _, name in imports(tree)
        if name in NEVER_NAMED
    }
    assert named - set(EXCEPTIONS) == set()
    assert set(EXCEPTIONS) - named == set(), "an exception that is none any more"


def test_no_clock_is_naive():
    naive = [
        f"{path}:{call.lineno} {name}"
        for path, tree in modules().items()
        for call, name in calls(tree)
        if name in NAIVE
    ]
    assert naive == []


def test_no_rule_reads_a_clock():
    read = [
        f"{path}:{call.lineno} {name}"
        for path, tree in modules().items()
        if path.startswith("kernel/") or "/rules/" in path
        for call, name in calls(tree)
        if name in CLOCKS
    ]
    assert read == []


def test_no_password_or_key_is_printed():
    printing = [
        path
        for path, tree in modules().items()
        if not path.startswith(("cli/", "demo/")) and path not in PROGRAMS
        for _, name in calls(tree)
        if name == "print"
    ]
    assert printing == []
