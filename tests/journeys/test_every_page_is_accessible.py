# SPDX-License-Identifier: MIT
"""Every page that a role can open stands in nobody's way: full and empty, clean and with errors.

Two matters are led through their stages once. At each stage everybody who has a part in them opens
the pages of that stage at the desk and on a phone; nothing may scroll sideways, nothing may be a
barrier or undecided, no colour of another body's brand may show.
"""

import os
from hashlib import sha256

import pytest
import steps

SHAPE = """() => document.body.className + " " + location.pathname.split("/").length + [
    ...new Set([...document.querySelectorAll("body *")].map((one) => [
        one.parentElement.tagName, one.tagName, one.className, one.getAttribute("role"), one.type,
        one.getAttribute("href") !== null, one.hasAttribute("aria-describedby"),
    ].join("."))),
].sort().join()"""
EVERYONES = [
    "/today", "/gateway", "/gateway/new", "/gateway/oversight", "/gateway/precedents", "/outbox",
    "/search", "/search?q=nobody", "/me", "/policies", "/help", "/acting-for",
    "/me/sign-in", "/me/sign-in/code-app", "/forgotten-password",
]  # fmt: skip
ROLES = [
    "deputy.chief", "secretariat", "head.secretariat", "staff.officer", "association.rep",
    "source.unit", "head.psd", "external.psd", "constable", "oversight", "auditor",
    "administrator", "commissioner", "head.governance", "new.starter",
]  # fmt: skip
A_MATTER = "main a[href*='/gateway/GW-']"
MATTERS = 2
NOT_PAGES = (".pdf", ".ics", ".json", "/proof", "/receipt")
EACH_QUARTER = {
    "head.secretariat": ("/quarter", "/oversight", "/inspection"),
    "head.psd": ("/quarter", "/inspection", "/publish/outcomes"),
    "oversight": ("/oversight",),
    "inspectorate": ("/inspection",),
}
"""Who opens what of the review, its report, the outcomes and the packs."""
FIRST_LOAD, REQUESTS = 60 * 1024, 6


@pytest.fixture(scope="session")
def seen_already(tmp_path_factory):
    """Shapes of pages that were looked at: the same markup with other words has the same barriers.

    Those who walk through the pages at the same time keep one list: a file for each shape.
    """
    base = tmp_path_factory.getbasetemp()
    seen = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "seen"
    seen.mkdir(exist_ok=True)
    return seen


@pytest.fixture
def first_look(seen_already):
    def is_first(page, width):
        shape = f"{width} {page.evaluate(SHAPE)}"
        try:
            (seen_already / sha256(shape.encode()).hexdigest()).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True

    return is_first


@pytest.fixture
def with_errors(looked_at):
    """Send a form with nothing in it: each line of the summary leads to a control, in its words."""

    def send(page, address, button):
        page.goto(address)
        steps.press(page, button)
        found = looked_at(page)
        beside = " ".join(page.locator(".govuk-error-message").all_inner_texts())
        for link in page.locator(".govuk-error-summary__list a").all():
            target = page.locator(f"[id='{(link.get_attribute('href') or '')[1:]}']")
            if target.count() != 1:
                found.append(f"{address}: an error leads nowhere")
            elif link.inner_text().split(" (COG")[0] not in beside:
                found.append(f"{address}: {link.inner_text()} does not stand at its question")
        if not page.locator(".govuk-error-summary").count():
            found.append(f"{address}: nothing is said about an empty form")
        return found

    return send


def addresses_of(page, among):
    """Where the links on this page lead that are pages of a matter."""
    found = page.locator(among).evaluate_all("all => all.map((one) => one.pathname)")
    return [
        one for one in dict.fromkeys(found) if not one.endswith(NOT_PAGES) and "/files/" not in one
    ]


@pytest.mark.parametrize("name", ROLES)
def test_what_a_role_opens_is_accessible(enter, looked_at, name):
    """What everyone opens, then the newest matters with every page that they lead to."""
    page = enter(name)
    wrong = []
    for address in EVERYONES:
        answer = page.goto(address)
        if answer.ok:
            wrong += looked_at(page)
    page.goto("/gateway")
    for home in addresses_of(page, A_MATTER)[:MATTERS]:
        wrong += looked_at(page, home)
        for address in addresses_of(page, A_MATTER):
            wrong += looked_at(page, address)
    assert wrong == []


@pytest.mark.parametrize("name", EACH_QUARTER)
def test_what_a_quarter_comes_to_is_accessible(enter, looked_at, name):
    """Each list, the newest two on it, and every page that these lead to."""
    page = enter(name)
    wrong = []
    for home in EACH_QUARTER[name]:
        below = f"main a[href^='{home}/']"
        wrong += looked_at(page, home)
        for one in addresses_of(page, below)[:MATTERS]:
            wrong += looked_at(page, one)
            for address in addresses_of(page, f"main a[href^='{one}/']"):
                wrong += looked_at(page, address)
    assert wrong == []


@pytest.fixture
def case(sign_in, looked_at, with_errors):
    return Walk(sign_in, looked_at, with_errors)


class Walk:
    """One matter led through its stages, and what was wrong on the way."""

    def __init__(self, sign_in, looked_at, with_errors):
        self.sign_in, self.looked_at, self.with_errors = sign_in, looked_at, with_errors
        self.windows = {}
        self.reference = ""
        self.wrong = []

    def window(self, name):
        """One window for each person."""
        if name not in self.windows:
            self.windows[name] = self.sign_in(name)
        return self.windows[name]

    def read(self, name, *pages):
        for page in pages:
            self.wrong += self.looked_at(self.window(name), f"/gateway/{self.reference}{page}")

    def here(self, name):
        self.wrong += self.looked_at(self.window(name))

    def err(self, name, page, button):
        address = f"/gateway/{self.reference}{page}"
        self.wrong += self.with_errors(self.window(name), address, button)

    def notify(self):
        secretary = self.window("secretariat")
        self.wrong += self.with_errors(secretary, "/gateway/new", "Continue")
        steps.bring(secretary, steps.INVITATIONS / "outlook.ics", for_whom="Deputy Chief")
        late = secretary.get_by_label("The event is over")
        if late.count():
            late.fill("It lay in a mailbox.")
        self.here("secretariat")
        self.reference = steps.start(secretary)
        self.here("secretariat")
        steps.confirm_areas(secretary, self.reference)
        self.read("secretariat", "", "/request", "/people", "/material", "/material/add")
        self.read("secretariat", "/withdraw")
        self.err("secretariat", "/people", "Add to the matter")
        self.err("deputy.chief", "/known", "I confirm this is complete – send my declaration")
        steps.declare_known(self.window("deputy.chief"), self.reference)
        steps.complete_material(secretary, self.reference)
        self.err("head.secretariat", "/allocate", "Choose this assessor")
        steps.allocate(self.window("head.secretariat"), self.reference)

    def assess(self):
        assessor = self.window("staff.officer")
        self.err("staff.officer", "/bias", "I confirm my declaration")
        steps.declare_no_conflict(assessor, self.reference)
        self.read("staff.officer", "", "/known", "/material", "/gist", "/more")
        self.err("staff.officer", "/test/1", "Save and continue")
        steps.answer_questions(assessor, self.reference)
        self.err("staff.officer", "/test/2", "Complete the Gateway Test")
        steps.complete_test(assessor)
        self.err("staff.officer", "/recommend", "Save and continue")
        steps.recommend(assessor, self.reference, "Go ahead, with", "Have full minutes")
        self.here("staff.officer")
        steps.make_checkable(assessor)
        self.here("staff.officer")
        steps.send_recommendation(assessor)
        self.read("staff.officer", "/recommend", "/test/1")

    def decide(self):
        deputy = self.window("deputy.chief")
        self.err("deputy.chief", "/decision", "Record my decision")
        steps.decide(deputy, self.reference, "I accept the recommendation", "It is worth it.")
        self.err("deputy.chief", "/tell", "Continue")
        self.read("deputy.chief", "", "/decision", "/conditions", "/note")

    def reassess(self):
        deputy, external = self.window("deputy.chief"), self.window("external.psd")
        self.err("deputy.chief", "/reassess", "Ask for the reassessment")
        deputy.get_by_label("What should be looked at again").fill("There is more to say.")
        steps.press(deputy, "Ask for the reassessment")
        self.read("external.psd", "", "/review")
        steps.declare_no_conflict(external, self.reference, "review")
        self.err("external.psd", "/review", "Record my conclusion")
        steps.conclude(external, self.reference, "The recommendation is upheld")
        self.here("external.psd")


def test_a_matter_is_accessible_at_every_stage(case):
    case.notify()
    case.assess()
    case.decide()
    case.reassess()
    for name in case.windows:
        for address in ("/today", "/gateway"):
            case.wrong += case.looked_at(case.window(name), address)
    assert case.wrong == []


@pytest.mark.parametrize("address", ["/sign-in", "/today", "/gateway/new"])
def test_the_first_page_is_light(open_window, sign_in, address):
    page = open_window() if address == "/sign-in" else sign_in("deputy.chief")
    # The page before may still be fetching its icon: that is not this page's load.
    page.wait_for_load_state("networkidle")
    page.goto("about:blank")
    developer = page.context.new_cdp_session(page)
    developer.send("Network.enable")
    developer.send("Network.setCacheDisabled", {"cacheDisabled": True})
    asked, weighed = {}, {}
    developer.on("Network.requestWillBeSent", lambda one: note(asked, one, one["request"]["url"]))
    developer.on(
        "Network.loadingFinished", lambda one: note(weighed, one, one["encodedDataLength"])
    )
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert asked.keys() == weighed.keys()
    assert len(asked) <= REQUESTS, sorted(asked.values())
    assert sum(weighed.values()) <= FIRST_LOAD


def note(kept, event, value):
    kept[event["requestId"]] = value
