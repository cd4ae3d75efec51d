# SPDX-License-Identifier: MIT
"""Streams that every installation has, beside one for each matter."""

from uuid import UUID

ERASURES = UUID("5f0c1b52-9a3e-4c1f-8d57-2f6f3b1f0e91")
"""What was erased. Content that is missing and not named here was taken away unlawfully; after a
restore, this list is carried out again."""

KEEPING = UUID("b7a3c6de-41d8-4c02-a6f5-7e94d2c8015a")
"""The keeping of keys."""
