# SPDX-License-Identifier: MIT
from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "candour.people"
    label = "people"
