# SPDX-License-Identifier: MIT
"""The tools beside which we measure. Each runs in an environment of its own: none is ours to install."""
