# SPDX-License-Identifier: MIT
from django.apps import AppConfig


class SafekeepingConfig(AppConfig):
    name = "candour.safekeeping"
    label = "safekeeping"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from candour.correspondence.schedule import register
        from candour.safekeeping import signs
        from candour.safekeeping.verifying import VERIFY
        from candour.ui.signs import Sign, register_sign

        register(VERIFY)
        register_sign(Sign("record", _("The record"), 10, signs.record))
        register_sign(Sign("log", _("The published log"), 20, signs.log))
        register_sign(Sign("backup", _("Backup"), 30, signs.backup))
