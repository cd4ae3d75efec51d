# SPDX-License-Identifier: MIT
"""Imported entries about money outside: payments, contracts, suppliers and who owns them.

Text is kept as it stood; a missing text is empty and a missing date or amount is none.
"""

from django.db import models

from candour.registers.intake.models.rows import ImportedRow


class Payment(ImportedRow):
    """A payment to a supplier."""

    paid_on = models.DateField(null=True)
    pence = models.BigIntegerField(null=True)
    supplier = models.TextField(blank=True)
    supplier_number = models.TextField(blank=True)
    reference = models.TextField(blank=True)
    department = models.TextField(blank=True)
    category = models.TextField(blank=True)
    category_code = models.TextField(blank=True)
    description = models.TextField(blank=True)
    capital_or_revenue = models.TextField(blank=True)
    body = models.TextField(blank=True)
    currency = models.CharField(max_length=3, default="GBP")
    masked = models.CharField(max_length=40, blank=True)
    """Why nobody can say who was paid: the name is blank, or was taken out."""


class Contract(ImportedRow):
    """A contract or award, as it was published."""

    reference = models.TextField(blank=True)
    award = models.TextField(blank=True)
    title = models.TextField(blank=True)
    description = models.TextField(blank=True)
    buyer = models.TextField(blank=True)
    suppliers = models.TextField(blank=True)
    supplier_numbers = models.TextField(blank=True)
    pence = models.BigIntegerField(null=True)
    awarded_on = models.DateField(null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    status = models.TextField(blank=True)
    procedure = models.TextField(blank=True)
    notice = models.TextField(blank=True)
    published_on = models.DateField(null=True)
    currency = models.CharField(max_length=3, default="GBP")


class Supplier(ImportedRow):
    """A supplier from the finance system's list."""

    name = models.TextField(blank=True)
    supplier_number = models.TextField(blank=True)
    company_number = models.TextField(blank=True)
    vat_number = models.TextField(blank=True)
    address = models.TextField(blank=True)
    postcode = models.TextField(blank=True)
    email = models.TextField(blank=True)
    status = models.TextField(blank=True)


class OwnershipStatement(ImportedRow):
    """Who owns or controls a supplier, as a public register states it."""

    reference = models.TextField(blank=True)
    what = models.TextField(blank=True)
    name = models.TextField(blank=True)
    company_number = models.TextField(blank=True)
    jurisdiction = models.TextField(blank=True)
    founded_on = models.DateField(null=True)
    dissolved_on = models.DateField(null=True)
    subject = models.TextField(blank=True)
    interested_party = models.TextField(blank=True)
    interests = models.TextField(blank=True)
    since = models.DateField(null=True)
