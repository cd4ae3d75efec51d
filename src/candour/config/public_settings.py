# SPDX-License-Identifier: MIT
"""Settings of the public site: a process of its own that knows the published file and nothing else.

There is no database, no session, no key: `CANDOUR_PUBLISHED` names the file, and that is all it reads.
"""

import secrets
from pathlib import Path

from csp.constants import NONE, SELF

from candour.config import environment

PACKAGE = Path(__file__).resolve().parent.parent


def _published() -> Path | None:
    """The file that is named, else the only one there, else the first by name."""
    if given := environment.text("CANDOUR_PUBLISHED", ""):
        return Path(given).resolve()
    found = sorted((environment.home() / "published").glob("*.sqlite3"))
    return found[0] if found else None


PUBLISHED_FILE = _published()
DEBUG = False
SECRET_KEY = secrets.token_hex(32)  # Django asks for one; nothing here is signed
ALLOWED_HOSTS = environment.text("CANDOUR_HOSTS", "127.0.0.1,localhost").split(",")

INSTALLED_APPS = ["django.contrib.staticfiles", "csp", "candour.transparency.site"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "candour.transparency.site.urls"
WSGI_APPLICATION = "candour.config.public_wsgi.application"
DATABASES: dict[str, dict[str, str]] = {}
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "candour.transparency.site.pages.environment",
            "autoescape": True,
        },
    },
]

X_FRAME_OPTIONS = "DENY"
SECURE_TRANSPORT = environment.flag(
    "CANDOUR_HTTPS", default=not environment.flag("CANDOUR_DEMO", default=False)
)
SECURE_SSL_REDIRECT = SECURE_TRANSPORT
SECURE_HSTS_SECONDS = 31536000 if SECURE_TRANSPORT else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_TRANSPORT
SILENCED_SYSTEM_CHECKS = ["security.W003"]  # nothing is sent here, so no form needs a token
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = environment.home() / "public-static"
STATICFILES_DIRS = [PACKAGE / "ui" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "ERROR"},
}
