# SPDX-License-Identifier: MIT
"""The two windows that every page is looked at in."""

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 640}
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""The menu folds and unfolds in a step of its own after the window changes."""
