# SPDX-License-Identifier: MIT
"""Keeps out of the log what would open something, and what would look like another line of it."""

import logging
import re

SECRET = re.compile(r"(/r/|/choose-password/[0-9a-f-]+/)[^\s?\"']+")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class WithoutSecrets(logging.Filter):
    """Blots out the token of a one-time link wherever a line of the log names its address."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = SECRET.sub(r"\1…", record.getMessage())
        record.msg, record.args = CONTROL.sub(lambda one: f"\\x{ord(one[0]):02x}", said), ()
        return True
