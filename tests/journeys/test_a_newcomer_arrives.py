# SPDX-License-Identifier: MIT
"""What anybody sees before signing in: nothing stands in anybody's way."""

import pytest

from windows import DESK, PHONE

PUBLIC = ["/accessibility", "/privacy", "/cookies"]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_stands_in_nobodys_way(open_window, barriers, overflow, path, size):
    page = open_window(size=size)
    assert page.goto(path).status == 200
    assert barriers(page) == []
    assert overflow(page) <= 0


def test_no_page_shows_another_bodys_blue(open_window):
    page = open_window()
    page.goto("/accessibility")
    colours = page.evaluate(
        """() => [...document.querySelectorAll("*")].flatMap((one) => {
            const style = getComputedStyle(one);
            return [style.color, style.backgroundColor, style.borderTopColor];
        })"""
    )
    assert "rgb(29, 112, 184)" not in colours
    assert len(colours) > 50


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_needs_no_script(open_window, path):
    page = open_window(scripts=False)
    page.goto(path)
    assert page.get_by_role("heading", level=1).is_visible()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_someone_signs_in_and_sees_today(sign_in, barriers, overflow, size):
    page = sign_in("chief.constable", size=size)
    assert page.get_by_role("heading", level=1).inner_text().startswith("Today")
    assert barriers(page) == []
    assert overflow(page) <= 0
