# SPDX-License-Identifier: MIT
"""`candour erasures`: what was erased, without content, so that a restore carries it out again."""

import argparse

import django


def run(options: argparse.Namespace) -> int:
    django.setup()
    from candour.ledger.erasures import listed, spelled

    print(spelled(listed()), end="")
    return 0
