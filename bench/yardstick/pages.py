# SPDX-License-Identifier: MIT
"""Jinja2 as Django's documentation sets it up, with words that can be translated."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import dateformat, timezone
from django.utils.translation import gettext, ngettext
from jinja2 import Environment


def environment(**options: Any) -> Environment:
    made = Environment(**options, extensions=["jinja2.ext.i18n"])  # noqa: S701 - Django sets autoescape
    made.globals.update(static=static, url=reverse)
    made.filters.update(
        day=lambda value: dateformat.format(value, "j F Y"),
        moment=lambda value: dateformat.format(timezone.localtime(value), "j F Y, H:i"),
    )
    made.install_gettext_callables(gettext, ngettext, newstyle=True)
    return made
