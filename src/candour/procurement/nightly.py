# SPDX-License-Identifier: MIT
"""When the registers are laid beside live procurements again: after the cross-checks of the night."""

from datetime import time

from candour.correspondence.schedule import Job
from candour.procurement.services.looking import look_nightly

LOOK_ANEW = Job("procurement-registers", look_nightly, at=time(4, 15))
