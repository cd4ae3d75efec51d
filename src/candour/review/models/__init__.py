# SPDX-License-Identifier: MIT
"""The tables of the quarterly review."""

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

__all__ = [
    "Diary",
    "DiaryDate",
    "DiaryReading",
    "DiarySource",
    "DiarySubscription",
    "DipSample",
    "Judged",
    "QuarterlyReview",
    "ReviewAction",
    "ReviewItem",
    "SeatTaken",
    "Signature",
]
