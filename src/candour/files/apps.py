# SPDX-License-Identifier: MIT
from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "candour.files"
    label = "files"
