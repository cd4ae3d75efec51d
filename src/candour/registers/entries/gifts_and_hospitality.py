# SPDX-License-Identifier: MIT
"""Gifts, hospitality and the like: offered, accepted and declined, received and given."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from candour.kernel.roles import Role
from candour.registers.base import Pence, Register, RegisterEntry, Show
from candour.registers.rules.gift_policy import GiftKind, Outcome
from candour.registers.rules.gifts import GIFTS, Gift

KINDS = [
    (GiftKind.GIFT.value, _("A gift")),
    (GiftKind.HOSPITALITY.value, _("Hospitality, such as a meal or tickets")),
    (GiftKind.TRAVEL.value, _("Travel or a stay")),
    (GiftKind.DISCOUNT.value, _("A discount")),
    (GiftKind.CASH.value, _("Cash, or a voucher that works like cash")),
    (GiftKind.OTHER.value, _("Something else")),
]
OUTCOMES = [
    (Outcome.ACCEPTED.value, _("I took it")),
    (Outcome.DECLINED.value, _("I said no")),
    (Outcome.RETURNED.value, _("I gave it back")),
    (Outcome.PART.value, _("I took part of it")),
]
BASES = [
    ("estimate", _("My estimate")),
    ("receipt", _("A receipt")),
    ("list_price", _("The price in a shop or list")),
    ("unknown", _("Nobody can say")),
]
DISPOSITIONS = [
    ("kept", _("Kept")),
    ("shared", _("Shared with the team")),
    ("displayed", _("Put on display")),
    ("donated", _("Given to charity")),
    ("returned", _("Returned")),
    ("destroyed", _("Destroyed")),
    ("reimbursed", _("Paid for")),
]
GIVERS = [
    ("business", _("A business")),
    ("member_of_public", _("A member of the public")),
    ("charity", _("A charity or community group")),
    ("public_body", _("A public body")),
    ("embassy", _("A foreign state or force")),
    ("other", _("Somebody else")),
]


class GiftOrHospitality(RegisterEntry):
    register = Register(
        slug="gifts-and-hospitality",
        prefix="GR",
        title=_("Gifts and hospitality"),
        one=_("gift or hospitality"),
        says=_("Anything you were offered or gave because of your work, taken or not."),
        clauses=("HMIC12 2/1",),
        columns={
            "description": Show.PUBLIC,
            "kind": Show.PUBLIC,
            "given": Show.PUBLIC,
            "giver_name": Show.PUBLIC,
            "giver_kind": Show.PUBLIC,
            "worth": Show.PUBLIC,
            "worth_basis": Show.PUBLIC,
            "offered_on": Show.PUBLIC,
            "happened_on": Show.PUBLIC,
            "outcome": Show.PUBLIC,
            "supplier": Show.STAFF,
            "refreshments": Show.STAFF,
            "reason": Show.STAFF,
            "shared_with": Show.STAFF,
            "giver": Show.STAFF,
            "disposition": Show.PUBLIC,
            "answer": Show.STAFF,
            "gateway_reference": Show.STAFF,
            "flagged": Show.STAFF,
        },
        sees={
            Role.SUPERVISOR: Show.STAFF,
            Role.SECRETARIAT: Show.STAFF,
            Role.REGISTRAR: Show.PSD,
            Role.REASSESSOR: Show.PSD,
            Role.DEPUTY_REASSESSOR: Show.PSD,
            Role.SPONSOR: Show.STAFF,
            Role.OVERSEER: Show.STAFF,
            Role.MONITORING_OFFICER: Show.PSD,
            Role.CORRUPTION_INVESTIGATOR: Show.PSD,
            Role.CORRUPTION_SUPERVISOR: Show.PSD,
            Role.AUDITOR: Show.STAFF,
        },
        keepers=frozenset({Role.REGISTRAR, Role.REASSESSOR, Role.MONITORING_OFFICER}),
        about="description",
        when="offered_on",
        procedure=GIFTS,
        facts=Gift,
        own_pages="declare_gift",
    )

    description = models.CharField(
        _("What was it?"), max_length=300, help_text=_("For example, lunch for two, or a pen")
    )
    kind = models.CharField(_("What sort of thing?"), max_length=12, choices=KINDS)
    given = models.BooleanField(_("Did you give it, rather than get it?"), default=False)
    giver_name = models.CharField(_("Who was it from?"), max_length=200)
    giver_kind = models.CharField(_("Who are they?"), max_length=20, choices=GIVERS, blank=True)
    worth = Pence(_("What is it worth?"), null=True)
    worth_basis = models.CharField(
        _("How do you know?"), max_length=12, choices=BASES, default="estimate"
    )
    offered_on = models.DateField(_("When was it offered?"))
    happened_on = models.DateField(_("When did you get it, or when is the event?"), null=True)
    outcome = models.CharField(_("What did you do?"), max_length=10, choices=OUTCOMES)
    supplier = models.BooleanField(_("Do they sell to us, or want to?"), default=False)
    refreshments = models.BooleanField(_("Was it light refreshments only?"), default=False)
    reason = models.TextField(_("Why?"), blank=True)
    shared_with = models.JSONField(_("Shared with"), default=list, editable=False)
    giver = models.ForeignKey(
        "registers.Giver", models.PROTECT, null=True, related_name="+", editable=False
    )
    disposition = models.CharField(
        _("What became of it"), max_length=10, choices=DISPOSITIONS, blank=True, editable=False
    )
    answer = models.CharField(max_length=16, blank=True, editable=False)
    """What the policy said when it was sent."""
    gateway_reference = models.CharField(
        _("Gateway request"), max_length=20, blank=True, editable=False
    )
    flagged = models.BooleanField(
        _("Taken without a Gateway request"), default=False, editable=False
    )
    """A chief officer took it without a matter in the Gateway."""

    class Meta(RegisterEntry.Meta):
        indexes = [
            *RegisterEntry.Meta.indexes,
            models.Index(fields=["giver", "person", "offered_on"], name="gift_by_giver"),
            models.Index(
                fields=["gateway_reference"],
                condition=~models.Q(gateway_reference=""),
                name="gift_by_matter",
            ),
            models.Index(
                fields=["body"],
                condition=models.Q(flagged=True, superseded_at=None),
                name="gift_flagged",
            ),
        ]
