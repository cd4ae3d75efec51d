# SPDX-License-Identifier: MIT
"""When the checks run by themselves; "Run now" only brings this forward."""

from datetime import time, timedelta

from candour.correspondence.schedule import Job
from candour.crosschecks.services.running import run_nightly, run_when_changed

CROSSCHECKS = Job("crosschecks", run_nightly, at=time(2, 30))
WHEN_CHANGED = Job("crosschecks-changed", run_when_changed, every=timedelta(minutes=15))
