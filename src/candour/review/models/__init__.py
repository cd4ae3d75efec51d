# SPDX-License-Identifier: MIT
"""The tables of the reviews and of the reports to who holds the body to account."""

from candour.review.models.quarterly import (
    Diary,
    DiaryDate,
    DiaryReading,
    DiarySource,
    DiarySubscription,
    DipSample,
    Judged,
    QuarterlyReview,
    ReviewAction,
    ReviewItem,
    SeatTaken,
    Signature,
)
from candour.review.models.reporting import HeldToAccountBy, QuarterlyReport

__all__ = [
    "Diary",
    "DiaryDate",
    "DiaryReading",
    "DiarySource",
    "DiarySubscription",
    "DipSample",
    "HeldToAccountBy",
    "Judged",
    "QuarterlyReport",
    "QuarterlyReview",
    "ReviewAction",
    "ReviewItem",
    "SeatTaken",
    "Signature",
]
