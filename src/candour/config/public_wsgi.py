# SPDX-License-Identifier: MIT
"""The public site, with its cache in front."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "candour.config.public_settings"
_inner = get_wsgi_application()

from django.utils import timezone

from candour.transparency.site.cached import Cached
from candour.transparency.site.reader import file_read


def _stamp() -> object:
    """Another file or another day: what was kept no longer holds."""
    path = file_read()
    try:
        state = path.stat() if path else None
    except OSError:
        state = None
    return state and (state.st_ino, state.st_mtime_ns, timezone.localdate())


application = Cached(_inner, _stamp)
