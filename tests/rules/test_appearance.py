# SPDX-License-Identifier: MIT
"""How a body may appear."""

import pytest

from candour.kernel.procedure import Refused
from candour.ui.rules.appearance import contrast_with_white, readable, web_address


@pytest.mark.parametrize(
    ("colour", "contrast"),
    [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54), ("#595959", 7.0)],
)
def test_contrast_is_measured_as_the_guidelines_say(colour, contrast):
    assert contrast_with_white(colour) == pytest.approx(contrast, abs=0.05)


def test_a_dark_colour_is_kept_in_one_form():
    assert readable(" #1B2A49 ") == "#1b2a49"


@pytest.mark.parametrize("colour", ["#777777", "#ffdd00"])
def test_a_colour_that_white_cannot_be_read_on_is_refused(colour):
    with pytest.raises(Refused, match=r"^Enter a darker colour: .* at least 4\.5 to 1$") as refused:
        readable(colour)
    assert refused.value.about == "colour"


@pytest.mark.parametrize("colour", ["", "red", "#fff", "#12345g", "#1b2a49;}", "#1b2a49\n#"])
def test_what_is_no_colour_is_refused(colour):
    with pytest.raises(Refused, match=r"^Enter the colour as"):
        readable(colour)


@pytest.mark.parametrize("typed", ["", "https://concerns.aldshire.example/start?x=1"])
def test_a_safe_address_is_kept(typed):
    assert web_address(typed) == typed


@pytest.mark.parametrize(
    "typed",
    [
        "http://a.example/",
        "javascript:alert(1)",
        "https://",
        "https:// a.example",
        "concerns",
        'https://a.b/"x',
    ],
)
def test_an_address_that_a_link_may_not_lead_to_is_refused(typed):
    with pytest.raises(Refused, match=r"^Enter a web address"):
        web_address(typed)
