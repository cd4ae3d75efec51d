# SPDX-License-Identifier: MIT
"""Every detector of the product, in the order in which the page of rules shows them."""

from candour.crosschecks.detectors.award_then_hospitality import AWARD_THEN_HOSPITALITY
from candour.crosschecks.detectors.card_spend_with_donor import CARD_SPEND_WITH_DONOR
from candour.crosschecks.detectors.hospitality_then_money import HOSPITALITY_THEN_MONEY
from candour.crosschecks.detectors.interest_with_supplier import INTEREST_WITH_SUPPLIER
from candour.crosschecks.detectors.offer_during_tender import OFFER_DURING_TENDER
from candour.crosschecks.detectors.organiser_with_history import ORGANISER_WITH_HISTORY
from candour.crosschecks.detectors.repeated_offers import REPEATED_OFFERS
from candour.crosschecks.detectors.undeclared_hold import UNDECLARED_HOLD
from candour.crosschecks.rules.detecting import Detector

DETECTORS: tuple[Detector, ...] = (
    HOSPITALITY_THEN_MONEY,
    AWARD_THEN_HOSPITALITY,
    OFFER_DURING_TENDER,
    REPEATED_OFFERS,
    INTEREST_WITH_SUPPLIER,
    CARD_SPEND_WITH_DONOR,
    ORGANISER_WITH_HISTORY,
    UNDECLARED_HOLD,
)
VERSION = "checks-1"
"""Goes up with every change of a detector: a finding says which rules it was found by."""


def detector_named(slug: str) -> Detector:
    return next(one for one in DETECTORS if one.slug == slug)
