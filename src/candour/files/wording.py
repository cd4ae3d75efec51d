# SPDX-License-Identifier: MIT
"""Sentences about files that pages share."""

NOT_SCANNED = "Not scanned for viruses. Open it only if you expected it."
