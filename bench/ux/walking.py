# SPDX-License-Identifier: MIT
"""UX13 and UX14: every form that these people can reach is sent wrong, sent too late, and crashed.

Pages are found by following links from Today. A form counts once, whoever meets it first. Every
box gets more words than it may hold, every choice is taken away; that is always refused.
"""

import re
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as Trouble
from playwright.sync_api import TimeoutError as Patience

from bench.ux.desk import Desk, Figure

PEOPLE = (
    "constable", "deputy.chief", "secretariat", "staff.officer.chief", "head.secretariat",
    "head.psd", "registrar", "procurement.manager", "administrator", "commissioner",
)  # fmt: skip
SEEDS = (
    "/today", "/declare", "/gateway/new", "/import/new", "/declare/gift",
    "/declare/external-memberships", "/declare/media-contacts", "/declare/familiarity",
    "/declare/sponsorship-and-facilities", "/declare/social-media", "/declare/event-expenses",
    "/declare/association/tell", "/declare/interest",
)  # fmt: skip
MOST_PAGES = 80
"""Of one person."""
NAMED = re.compile(r"[A-Z]{2}-[A-Z0-9]{4}-[A-Z0-9]{4}|[0-9a-f-]{36}|\d+")
NOT_PAGES = (".pdf", ".ics", ".csv", "/proof", "/export", "sign-out", "/files/", "/static/")
LINK = re.compile(r'href="(/[^"#]*)')
WORDS = "kept words "
LONG = WORDS * 1_200
LOSS, TYPES_FOR = 5.0, 8.0
"""Seconds of typing that a crash may cost, and how long somebody types before it."""
MOST_CRASHES = 8
ANSWERS_WITHIN = 20_000
"""Milliseconds. A form that answers without a new page is none of those that are walked."""

FILL = """([form, words]) => {
    const boxes = [...form.querySelectorAll("input[type=text], input:not([type]), textarea")];
    const shown = boxes.filter((one) => one.offsetParent !== null && !one.readOnly);
    for (const one of shown) { one.removeAttribute("maxlength"); one.value = words; }
    for (const one of form.querySelectorAll("input[type=radio], input[type=checkbox]"))
        one.checked = false;
    for (const one of form.querySelectorAll("select"))
        if ([...one.options].some((option) => option.value === "")) one.value = "";
    return shown.map((one) => one.name);
}"""
LOOK = """() => {
    const plain = (text) => text.trim().replace(/^Error:/, "").trim();
    const beside = [...document.querySelectorAll(".govuk-error-message")].map((one) => plain(one.textContent));
    const found = [];
    for (const link of document.querySelectorAll(".govuk-error-summary__list a")) {
        const words = plain(link.textContent).replace(/ \\([A-Z][^()]*\\)$/, "");
        const target = document.getElementById(link.getAttribute("href").slice(1));
        if (!target) { found.push("leads nowhere: " + words); continue; }
        link.click();
        const here = document.activeElement;
        if (here !== target && !target.contains(here)) found.push("does not take the cursor: " + words);
        if (!beside.includes(words)) found.push("other words at the question: " + words);
    }
    return { links: document.querySelectorAll(".govuk-error-summary__list a").length, found };
}"""
VALUES = "names => names.map((name) => (document.getElementsByName(name)[0] || {}).value || '')"


@dataclass
class Walked:
    forms: int = 0
    links: int = 0
    unanswered: list[str] = field(default_factory=list)
    """Sent wrong, and nothing said so: the page took it."""
    wrong: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    late: int = 0
    late_lost: list[str] = field(default_factory=list)
    drafts: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Shape of a page whose form keeps drafts, with who opened it and its address."""


def walk(browser: Browser, address: str) -> list[Figure]:
    sent: set[str] = set()
    walked = Walked()
    for name in PEOPLE:
        with Desk(browser, address, name) as desk:
            for page in _pages_with_forms(desk, sent):
                _send_wrong(desk, page, walked)
    return [
        Figure("UX13", f"links of error summaries that lead to their question ({walked.forms} forms were refused, {len(walked.unanswered)} took it)",
               f"{walked.links - len(walked.wrong)} of {walked.links}", "all", not walked.wrong, tuple(walked.wrong)),
        Figure("UX13", "forms that keep every answer after an error", f"{walked.forms - len(walked.lost)} of {walked.forms}", "all", not walked.lost, tuple(walked.lost)),
        Figure("UX13", "forms that keep every answer when the session is over", f"{walked.late - len(walked.late_lost)} of {walked.late}", "all", not walked.late_lost, tuple(walked.late_lost)),
        *crashes(browser, address, walked),
    ]  # fmt: skip


def _pages_with_forms(desk: Desk, sent: set[str]) -> Iterator[str]:
    """Addresses with a form that nobody sent before, found by following this person's links."""
    first, fresh, known = deque(SEEDS), deque[str](), deque[str]()
    met, asked = {_shape(one) for one in SEEDS}, 0
    while (waiting := first or fresh or known) and asked < MOST_PAGES:
        here = waiting.popleft()
        if any(part in here for part in NOT_PAGES):
            continue
        answer = desk.context.request.get(here)
        asked += 1
        if not answer.ok or "html" not in answer.headers.get("content-type", ""):
            continue
        text = answer.text()
        for link in LINK.findall(text):
            plain = link.replace("&amp;", "&")
            if _shape(plain) not in met:
                met.add(_shape(plain))
                (known if _shape(plain) in sent else fresh).append(plain)
        if '<form method="post"' in text and _shape(here) not in sent:
            sent.add(_shape(here))
            yield here


def _shape(address: str) -> str:
    """An address without what tells one record from another."""
    return NAMED.sub("*", urlsplit(address).path)


def _forms(page: Page) -> list[int]:
    """Which forms of a page ask for something, apart from its frame."""
    count = page.locator("main form[method=post]").count()
    asks = "input[type=text], textarea, input[type=radio], input[type=checkbox], select"
    return [
        at
        for at in range(count)
        if page.locator("main form[method=post]").nth(at).locator(asks).count()
        and not page.locator("main form[method=post]").nth(at).locator("[type=password]").count()
    ]


def _send_wrong(desk: Desk, address: str, walked: Walked) -> None:
    page = desk.page
    page.goto(address)
    for at in _forms(page):
        form = page.locator("main form[method=post]").nth(at)
        if draft := form.get_attribute("data-draft"):
            walked.drafts.setdefault(draft.partition(":")[0], (desk.name, page.url))
        names, status = _sent(page, at)
        if status != 422:  # noqa: PLR2004 - refused
            walked.unanswered.append(f"{address}: {status}")
        else:
            walked.forms += 1
            looked = page.evaluate(LOOK)
            walked.links += looked["links"]
            walked.wrong += [f"{address}: {one}" for one in looked["found"]]
            kept = page.evaluate(VALUES, names)
            gone = [n for n, v in zip(names, kept, strict=True) if WORDS.strip() not in v]
            walked.lost += [f"{address}: {', '.join(gone)}"] if gone else []
            _send_late(desk, address, at, walked)
        page.goto(address)
        if page.locator("main form[method=post]").count() <= at + 1:
            return


def _sent(page: Page, at: int) -> tuple[list[str], int]:
    """Fill a form of the page wrongly and send it; the boxes that were filled, and the answer."""
    form = page.locator("main form[method=post]").nth(at)
    names: list[str] = page.evaluate(FILL, [form.element_handle(), LONG])
    try:
        with page.expect_navigation(timeout=ANSWERS_WITHIN) as came:
            form.locator("button[type=submit]").first.click(timeout=ANSWERS_WITHIN)
    except Patience:
        return names, 0
    return names, came.value.status


def _send_late(desk: Desk, address: str, at: int, walked: Walked) -> None:
    """The same with the session gone: everything typed stands on the page that says so."""
    page, cookies = desk.page, desk.context.cookies()
    page.goto(address)
    if page.locator("main form[method=post]").count() <= at:
        return
    desk.context.clear_cookies(name="session")
    names, status = _sent(page, at)
    walked.late += 1
    kept = page.evaluate(VALUES, names)
    if status != 401 or not all(WORDS.strip() in one for one in kept):  # noqa: PLR2004 - signed out
        walked.late_lost.append(f"{address}: {status}")
    desk.context.add_cookies(cookies)  # type: ignore[arg-type]  # what it gives, it takes


def crashes(browser: Browser, address: str, walked: Walked) -> list[Figure]:
    """Somebody types without a pause, the browser is gone, and they come back."""
    worst, lost = 0.0, []
    for kind, (name, where) in list(walked.drafts.items())[:MOST_CRASHES]:
        seconds = _crash(browser, address, name, urlsplit(where).path)
        worst = max(worst, seconds)
        lost += [f"{kind}: {seconds:.1f} s"] if seconds > LOSS else []
    what = f"seconds of typing lost in a crash, the worst of {min(len(walked.drafts), MOST_CRASHES)} forms"
    return [
        Figure("UX14", what, f"{worst:.1f}", f"{LOSS:.0f}", bool(walked.drafts) and not lost, tuple(lost))
    ]  # fmt: skip


BOX = "main form[data-draft] textarea, main form[data-draft] input[type=text]"


def _crash(browser: Browser, address: str, name: str, path: str) -> float:
    with Desk(browser, address, name) as desk:
        desk.page.goto(path)
        box = desk.page.locator(BOX).last
        field_name = box.get_attribute("name")
        box.evaluate("one => { one.removeAttribute('maxlength'); one.value = ''; }")
        box.focus()
        typed: list[tuple[float, str]] = []
        began = time.monotonic()
        while time.monotonic() - began < TYPES_FOR:
            word = f"w{len(typed)}"
            desk.page.keyboard.type(f"{word} ")
            typed.append((time.monotonic(), word))
            desk.page.wait_for_timeout(100)
        crashed = time.monotonic()
        with suppress(Trouble):  # the page is gone without a word to its scripts
            desk.page.goto("chrome://crash", timeout=3_000)
    with Desk(browser, address, name) as desk:
        desk.page.goto(path)
        again = desk.page.locator(f"main form[data-draft] [name='{field_name}']").first
        kept = set(again.input_value().split())
    return max((crashed - at for at, word in typed if word not in kept), default=0.0)
