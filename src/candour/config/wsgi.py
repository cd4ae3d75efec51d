# SPDX-License-Identifier: MIT
import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "candour.config.settings")
application = get_wsgi_application()

# What the application is made of stays, so the collector need not look at it again, and a request
# ends before the rest is worth a look: a twelfth of the processor time of an act.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
