# SPDX-License-Identifier: MIT
"""How the body appears: its colour, its help contact, its confidential line."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from candour.kernel.procedure import Refused
from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.ui.access import holds, page
from candour.ui.forms import Email, GdsForm, Text
from candour.ui.models import Brand
from candour.ui.once import once
from candour.ui.pages import render
from candour.ui.request import Request, posted, who
from candour.ui.services import Appearance, change_appearance


class AppearanceForm(GdsForm):
    colour = Text(
        _("Colour of the header"),
        hint=_("# and 6 figures or letters, for example #1b2a49"),
        missing=_("Enter the colour of the header, for example #1b2a49"),
        max_length=7,
        width=10,
    )
    help_team = Text(_("Team that people ask for help"), required=False, max_length=120)
    help_email = Email(_("E-mail address of that team"), required=False)
    help_phone = Text(_("Telephone number of that team"), required=False, max_length=40, width=20)
    concern_address = Text(
        _("Web address of your confidential reporting service"),
        hint=_("It begins with https://"),
        required=False,
    )
    concern_phone = Text(
        _("Telephone number of your confidential line"), required=False, max_length=40, width=20
    )


@page(holds(Role.ADMINISTRATOR))
def appearance(request: Request) -> HttpResponseBase:
    body = who(request).body
    brand = getattr(body, "brand", None) or Brand()
    saved = {name: getattr(brand, name) for name in AppearanceForm.base_fields}
    form = AppearanceForm(posted(request), initial=saved)

    def change() -> str:
        by = By(person=who(request).pk, role=Role.ADMINISTRATOR)
        change_appearance(body, Appearance(**form.cleaned_data), by=by)
        messages.success(request, _("Every page now shows this."))
        return reverse("appearance")

    if form.is_bound and form.is_valid():
        try:
            return once(request, change)
        except Refused as refused:
            form.refuse(refused)
    return render(request, "ui/appearance.html", {"form": form})
