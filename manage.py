#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Django's own entry point; people use the `candour` command."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "candour.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
