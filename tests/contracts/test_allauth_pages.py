# SPDX-License-Identifier: MIT
"""allauth signs people in and never shows its face: every page of it is ours, or cannot be drawn."""

from pathlib import Path

import allauth
from django.conf import settings
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse

from addresses import addresses
from tracked import TOP

THEIRS = Path(allauth.__file__).parent
OURS = {"account/login.html", "account/logout.html"}
"""Pages of allauth's by name that a person can come to; each is drawn from a page of ours."""
ADDRESSES = {"account_login", "account_logout", "mfa_authenticate"}
"""Addresses that allauth looks up by name, and that lead to views of ours."""


def every_template():
    folders = [path for path in THEIRS.rglob("templates") if path.is_dir()]
    return {
        str(file.relative_to(folder))
        for folder in folders
        for file in folder.rglob("*")
        if file.is_file()
    }


def drawn_from(name):
    try:
        return Path(get_template(name).origin.name)
    except TemplateDoesNotExist:
        return None


def test_there_are_pages_to_look_for():
    assert len(every_template()) > 100


def test_what_can_be_drawn_is_ours():
    found = {name: path for name in every_template() if (path := drawn_from(name))}
    assert set(found) == OURS
    assert all(path.is_relative_to(TOP / "src/candour") for path in found.values())


def test_no_engine_could_draw_the_others():
    assert [engine["BACKEND"].rpartition(".")[2] for engine in settings.TEMPLATES] == ["Jinja2"]


def test_no_address_leads_to_a_view_of_allauth():
    modules = {each.view.__module__ for each in addresses()}
    assert {module for module in modules if not module.startswith("candour.")} == set()


def test_nobody_signs_up():
    for name in ("account_signup", "socialaccount_signup", "account_reset_password"):
        try:
            reverse(name)
        except NoReverseMatch:
            continue
        raise AssertionError(f"{name} has an address")


def test_the_names_that_allauth_looks_up_are_there():
    assert all(reverse(name) for name in ADDRESSES)
