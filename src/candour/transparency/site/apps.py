# SPDX-License-Identifier: MIT
from django.apps import AppConfig


class PublicSiteConfig(AppConfig):
    """Pages without tables: installed in the process of the public site, and only there."""

    name = "candour.transparency.site"
    label = "public_site"
