# SPDX-License-Identifier: MIT
"""A telephone with a code app: what it reads from the set-up page, and the digits that it shows."""

import re
from datetime import timedelta

from django.utils import timezone

from candour.directory.rules.one_time_codes import PERIOD, code_at, step_at


class Telephone:
    def __init__(self, page):
        """Read the key that the set-up page writes out."""
        shown = re.search(r"Key:\s*<strong[^>]*>([A-Z2-7 ]+)<", page)
        assert shown, "the page shows no key"
        self.secret = shown[1].replace(" ", "")

    def code(self, *, later=0):
        """The digits now, or some steps of 30 seconds later."""
        return code_at(self.secret, step_at(timezone.now() + timedelta(seconds=PERIOD * later)))


def set_up_app(client):
    """Go through the set-up pages; answers with the telephone and the recovery codes."""
    telephone = Telephone(client.get("/me/sign-in/code-app").text)
    page = client.post("/me/sign-in/code-app", {"code": telephone.code()})
    assert page.status_code == 200, page.text
    codes = re.findall(r"[2-9A-Z]{5}-[2-9A-Z]{5}", page.text)
    return telephone, codes
