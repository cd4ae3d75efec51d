# SPDX-License-Identifier: MIT
"""A chief officer decides without a mouse: from Today to the recorded decision, Tab by Tab.

At every stop the focus can be seen, and stands inside the window.
"""

import pytest

from windows import DESK, PHONE

MOST_KEYS = 75
"""Without the letters of the reasons: reaching the page, four answers, sending them."""
REASONS = "The charity houses people we meet every night; the conditions keep it at arm's length."

WHERE = """() => {
    const one = document.activeElement, box = one.getBoundingClientRect();
    const shown = one.matches("input[type=radio], input[type=checkbox]") ? one.labels[0] : one;
    const look = () => [[one, null], [shown, null], [shown, "::before"]].map(([which, part]) => {
        const style = getComputedStyle(which, part);
        return [style.outline, style.boxShadow, style.backgroundColor, style.borderWidth].join();
    }).join(";");
    const focused = look();
    one.blur();
    const plain = look();
    one.focus({ preventScroll: true });
    return {
        words: (shown.innerText || one.value || one.name || "").trim(),
        name: one.getAttribute("name") || "",
        seen: focused !== plain,
        inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
}"""


class Keys:
    """Presses keys only, counts them, and looks where the focus is after each Tab."""

    def __init__(self, page):
        self.page, self.count, self.wrong = page, 0, []

    def press(self, key):
        self.page.keyboard.press(key)
        self.count += 1

    def tab_to(self, found):
        """Go on until the focus is on what is wanted, and never for longer than one round."""
        for _stop in range(60):
            self.press("Tab")
            stop = self.page.evaluate(WHERE)
            if not (stop["seen"] and stop["inView"]):
                self.wrong.append(stop)
            if found(stop):
                return stop
        raise AssertionError("the focus never came to what was wanted")

    def leave_by_enter(self):
        with self.page.expect_navigation():
            self.press("Enter")


@pytest.mark.parametrize(
    ("who", "scripts", "size"),
    [("chief.finance", True, DESK), ("deputy.commissioner", False, PHONE)],
    ids=["at the desk", "on a phone without scripts"],
)
def test_a_decision_needs_no_mouse(sign_in, who, scripts, size):
    page = sign_in(who, scripts=scripts, size=size)
    keys = Keys(page)
    keys.tab_to(lambda stop: stop["words"].startswith("Decide on"))
    keys.leave_by_enter()
    keys.tab_to(lambda stop: stop["name"] == "decision")
    keys.press("Space")
    keys.tab_to(lambda stop: stop["name"] == "reasons")
    page.keyboard.type(REASONS)
    keys.tab_to(lambda stop: stop["words"] == "Record my decision")
    keys.leave_by_enter()
    page.wait_for_url("**/tell")
    assert keys.wrong == []
    assert keys.count <= MOST_KEYS
