# SPDX-License-Identifier: MIT
"""An address that is put together from what is known of it is the one that Django gives."""

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils.translation import override

from candour.ui.addresses import url
from candour.ui.pages import environment

WORDS = ["GW-7KQ3-9FXD", "x", "two words", "a?b", "50%", "%s"]
NAMES = sorted(name for name in get_resolver().reverse_dict if isinstance(name, str))


def _as_django_gives_it(name, *args):
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return None


def _as_pages_give_it(name, *args):
    try:
        return url(name, *args)
    except NoReverseMatch:
        return None


@pytest.mark.parametrize("word", WORDS)
def test_every_address_with_one_word(word):
    assert "case" in NAMES
    for name in NAMES:
        assert _as_pages_give_it(name, word) == _as_django_gives_it(name, word), name


def test_every_address_without_a_word():
    for name in NAMES:
        assert _as_pages_give_it(name) == _as_django_gives_it(name), name


def test_words_on_a_page_keep_signs_of_per_cent_and_escape_what_is_put_in():
    page = environment(loader=None).from_string(
        '{{ _("Sign out") }}, {{ _("100%%") }}, {{ _("by %(name)s", name=who) }},'
        ' {{ _("by %(message)s", message=who) }}'
    )
    assert page.render(who="<b>") == "Sign out, 100%, by &lt;b&gt;, by &lt;b&gt;"
    with override("cy"):
        assert page.render(who="Nia").endswith("by Nia, by Nia")
