# SPDX-License-Identifier: MIT
"""Matching, measured beside the tools that people would use instead."""
