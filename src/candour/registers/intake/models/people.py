# SPDX-License-Identifier: MIT
"""Imported entries about people: gifts, interests, claims, cards, training, the staff list.

Text is kept as it stood; a missing text is empty and a missing date or amount is none.
"""

from django.db import models

from candour.registers.intake.models.rows import ImportedRow


class ImportedGift(ImportedRow):
    """A gift or hospitality from a register that was kept elsewhere."""

    recipient = models.TextField(blank=True)
    offered_on = models.DateField(null=True)
    donor = models.TextField(blank=True)
    description = models.TextField(blank=True)
    pence = models.BigIntegerField(null=True)
    outcome = models.TextField(blank=True)
    direction = models.TextField(blank=True)
    kind = models.TextField(blank=True)
    category = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    approved_by = models.TextField(blank=True)
    declared_on = models.DateField(null=True)
    department = models.TextField(blank=True)
    rank = models.TextField(blank=True)
    accompanied = models.TextField(blank=True)
    reference = models.TextField(blank=True)
    source = models.TextField(blank=True)
    currency = models.CharField(max_length=3, default="GBP")


class ImportedInterest(ImportedRow):
    """An interest from a register that was kept elsewhere."""

    person = models.TextField(blank=True)
    category = models.TextField(blank=True)
    counterparty = models.TextField(blank=True)
    description = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    pence = models.BigIntegerField(null=True)
    threshold = models.TextField(blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    registered_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    held_for = models.TextField(blank=True)
    company_number = models.TextField(blank=True)
    address = models.TextField(blank=True)
    decision = models.TextField(blank=True)
    conditions = models.TextField(blank=True)
    department = models.TextField(blank=True)
    reference = models.TextField(blank=True)
    currency = models.CharField(max_length=3, default="GBP")


class Claim(ImportedRow):
    """A claim for expenses, mileage or overtime, from the finance system."""

    claimant = models.TextField(blank=True)
    claimed_for = models.DateField(null=True)
    pence = models.BigIntegerField(null=True)
    sort = models.TextField(blank=True)
    description = models.TextField(blank=True)
    miles = models.TextField(blank=True)
    hours = models.TextField(blank=True)
    origin = models.TextField(blank=True)
    destination = models.TextField(blank=True)
    approver = models.TextField(blank=True)
    department = models.TextField(blank=True)
    employee_number = models.TextField(blank=True)
    reference = models.TextField(blank=True)
    currency = models.CharField(max_length=3, default="GBP")


class CardTransaction(ImportedRow):
    """What was bought with a corporate card."""

    holder = models.TextField(blank=True)
    merchant = models.TextField(blank=True)
    pence = models.BigIntegerField(null=True)
    bought_on = models.DateField(null=True)
    purpose = models.TextField(blank=True)
    category = models.TextField(blank=True)
    department = models.TextField(blank=True)
    card = models.TextField(blank=True)
    receipt = models.TextField(blank=True)
    reference = models.TextField(blank=True)
    approver = models.TextField(blank=True)
    currency = models.CharField(max_length=3, default="GBP")
    masked = models.CharField(max_length=40, blank=True)
    """Why nobody can say who was paid: the name is blank, or was taken out."""


class TrainingRecord(ImportedRow):
    """Who was trained in what, and until when that counts."""

    person = models.TextField(blank=True)
    course = models.TextField(blank=True)
    completed_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    result = models.TextField(blank=True)
    employee_number = models.TextField(blank=True)
    department = models.TextField(blank=True)


class StaffListEntry(ImportedRow):
    """Somebody on the staff list. It gives no account and no rights."""

    name = models.TextField(blank=True)
    forename = models.TextField(blank=True)
    employee_number = models.TextField(blank=True)
    email = models.TextField(blank=True)
    rank = models.TextField(blank=True)
    post = models.TextField(blank=True)
    department = models.TextField(blank=True)
    manager = models.TextField(blank=True)
    starts_on = models.DateField(null=True)
    left_on = models.DateField(null=True)
