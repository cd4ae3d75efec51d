# SPDX-License-Identifier: MIT
"""What events cost those who went: begun from a request in the Gateway, so that it is told once.

Who reads an entry does not learn from it that there is a request: that column is theirs alone whom
it concerns.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candour.kernel.roles import Role
from candour.registers.base import OfMatter, Pence, Register, RegisterEntry, Show
from candour.registers.rules.expenses import EXPENSES, Cost, State, Went

COSTS = [
    (Cost.TRAVEL.value, _("Travel")),
    (Cost.STAY.value, _("A stay")),
    (Cost.MEALS.value, _("Meals")),
    (Cost.ENTRY.value, _("A ticket or a fee")),
    (Cost.OTHER.value, _("Something else")),
]
WENT = [
    (Went.YES.value, _("Yes")),
    (Went.NO.value, _("No")),
    (Went.NOT_YET.value, _("It is still to come")),
]


class EventExpense(RegisterEntry):
    register = Register(
        slug="event-expenses",
        prefix="EX",
        title=_("Expenses for events"),
        one=_("expense for an event"),
        says=_("What you claim for an event. Finance still pays it, in its own system."),
        clauses=("COG 2/area3",),
        columns={
            "what": Show.STAFF,
            "event_on": Show.STAFF,
            "place": Show.STAFF,
            "host": Show.STAFF,
            "cost": Show.STAFF,
            "pence": Show.STAFF,
            "went": Show.STAFF,
            "reason": Show.STAFF,
            "gateway_reference": Show.PSD,
        },
        sees={
            Role.SUPERVISOR: Show.STAFF,
            Role.SECRETARIAT: Show.STAFF,
            Role.REGISTRAR: Show.STAFF,
            Role.PROCUREMENT: Show.STAFF,
            Role.REASSESSOR: Show.STAFF,
            Role.MONITORING_OFFICER: Show.STAFF,
            Role.AUDITOR: Show.STAFF,
        },
        keepers=frozenset({Role.REGISTRAR, Role.PROCUREMENT}),
        about="what",
        when="event_on",
        procedure=EXPENSES,
        of_matter=OfMatter(
            named_in="gateway_reference",
            filled={
                "what": "about",
                "event_on": "event_on",
                "place": "place",
                "host": "organiser",
            },
        ),
    )

    what = models.CharField(_("What was the event?"), max_length=300)
    event_on = models.DateField(_("When was it?"))
    place = models.CharField(_("Where was it?"), max_length=200, blank=True)
    host = models.CharField(_("Who organised or hosted it?"), max_length=200)
    cost = models.CharField(_("What did the money go on?"), max_length=10, choices=COSTS)
    pence = Pence(
        _("How much do you claim?"), help_text=_("In pounds, all of this kind for the event")
    )
    went = models.CharField(_("Did you go?"), max_length=10, choices=WENT)
    reason = models.TextField(
        _("Anything that explains it?"),
        blank=True,
        help_text=_("For example, a ticket that could not be given back"),
    )
    gateway_reference = models.CharField(
        _("Gateway request it belongs to"),
        max_length=20,
        blank=True,
        help_text=_("For example, GW-7KQ3-9FXD. Leave it empty if there is none"),
    )

    class Meta(RegisterEntry.Meta):
        indexes = [
            *RegisterEntry.Meta.indexes,
            models.Index(
                fields=["gateway_reference"],
                condition=~Q(gateway_reference=""),
                name="expense_by_matter",
            ),
        ]
        constraints = [
            *RegisterEntry.Meta.constraints,
            models.UniqueConstraint(
                fields=["gateway_reference", "person", "cost"],
                condition=Q(superseded_at=None)
                & ~Q(gateway_reference="")
                & ~Q(state=State.WITHDRAWN.value),
                name="a_cost_is_declared_once",
            ),
        ]
