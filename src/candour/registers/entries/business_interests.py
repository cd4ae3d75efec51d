# SPDX-License-Identifier: MIT
"""Business interests of officers and additional occupations of staff (HMIC12 2/3).

Officers apply under the law, staff under their contract; the procedure is one.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from candour.kernel.roles import Role
from candour.ledger.sealing import SealedTextField
from candour.registers.base import Register, RegisterEntry, Show
from candour.registers.rules.interest_facts import Interest
from candour.registers.rules.interests import INTERESTS

BASES = [("officer", _("Police officer or special constable")), ("staff", _("Police staff"))]
CATEGORIES = [
    ("employment", _("A job with somebody else")),
    ("self_employed", _("Work on my own account")),
    ("company", _("A company or partnership")),
    ("licence", _("A licence or permit")),
    ("property", _("Letting property")),
    ("voluntary", _("Voluntary work")),
    ("other", _("Something else")),
]
WHOSE = [("own", _("Mine")), ("relative", _("A relative's, or of somebody I live with"))]
PAY = [
    ("paid", _("Yes")),
    ("expenses", _("Only my expenses")),
    ("unpaid", _("No")),
]
PARTS = {
    "work": ("basis", "category", "nature", "name", "whose", "paid", "begins_on"),
    "hours": ("hours", "duty_hours", "hours_between"),
    "conflicts": ("uses_position", "dealings", "conflict"),
    "household": ("household",),
}
"""The tasks of an application, and the fields of each."""


class BusinessInterest(RegisterEntry):
    register = Register(
        slug="business-interests",
        prefix="BI",
        title=_("Second jobs and business interests"),
        one=_("second job"),
        says=_("Paid work, a business, a licence or voluntary work beside your job."),
        clauses=("HMIC12 2/3", "CPA 7/5", "CPA 21"),
        columns={
            "basis": Show.PUBLIC,
            "category": Show.PUBLIC,
            "nature": Show.PUBLIC,
            "name": Show.STAFF,
            "whose": Show.STAFF,
            "paid": Show.PUBLIC,
            "begins_on": Show.STAFF,
            "hours": Show.STAFF,
            "duty_hours": Show.STAFF,
            "hours_between": Show.STAFF,
            "uses_position": Show.STAFF,
            "dealings": Show.PSD,
            "conflict": Show.PSD,
            "household": Show.SECRET,
        },
        sees={
            Role.SUPERVISOR: Show.PSD,
            Role.REGISTRAR: Show.PSD,
            Role.INTERESTS_PANEL: Show.PSD,
            Role.APPROPRIATE_OFFICER: Show.SECRET,
            Role.REASSESSOR: Show.PSD,
            Role.MONITORING_OFFICER: Show.PSD,
            Role.CORRUPTION_INVESTIGATOR: Show.PSD,
            Role.CORRUPTION_SUPERVISOR: Show.PSD,
            Role.AUDITOR: Show.STAFF,
        },
        keepers=frozenset({Role.REGISTRAR}),
        lasting=True,
        about="nature",
        when="begins_on",
        procedure=INTERESTS,
        facts=Interest,
        own_pages="declare_interest",
    )

    basis = models.CharField(_("What are you?"), max_length=8, choices=BASES)
    category = models.CharField(
        _("What sort of interest is it?"), max_length=14, choices=CATEGORIES
    )
    nature = models.CharField(
        _("What would you do?"), max_length=300, help_text=_("For example, teach dance to adults")
    )
    name = models.CharField(_("For whom, or under what name?"), max_length=200)
    whose = models.CharField(_("Whose interest is it?"), max_length=10, choices=WHOSE)
    paid = models.CharField(_("Is it paid?"), max_length=10, choices=PAY)
    begins_on = models.DateField(_("When does it begin?"))
    hours = models.PositiveSmallIntegerField(_("How many hours a week would it take?"))
    duty_hours = models.PositiveSmallIntegerField(
        _("How many hours a week do you work for us?"), help_text=_("With ordinary overtime")
    )
    hours_between = models.PositiveSmallIntegerField(
        _("What is the shortest break between the two, in hours?"), null=True
    )
    uses_position = models.BooleanField(
        _("Would it use anything of your position?"),
        default=False,
        help_text=_("For example, uniform, information, equipment or contacts"),
    )
    dealings = models.TextField(
        _("Does it deal with us, our suppliers, or people whom you police?"),
        blank=True,
        help_text=_("Say how, or leave it empty if not"),
    )
    conflict = models.TextField(
        _("What else could clash with your work, or look as if it did?"), blank=True
    )
    household = SealedTextField(
        _("Who in your household or family has a part in it?"),
        default="",
        blank=True,
        help_text=_("Only whoever decides reads this"),
    )
