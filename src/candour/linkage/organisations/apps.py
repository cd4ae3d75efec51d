# SPDX-License-Identifier: MIT
from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "candour.linkage.organisations"
    label = "organisations"
