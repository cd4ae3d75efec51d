# SPDX-License-Identifier: MIT
"""What any signed-in Django site for the public sector runs: sessions, headers, two languages.

The database settings are the product's own. There are no rules and there is no record.
"""

from pathlib import Path

from csp.constants import SELF

from candour.config import environment

HOME = Path(environment.text("YARDSTICK_HOME", "build/bench/yardstick")).resolve()
SECRET_KEY = "not a secret: the yardstick holds invented rows only"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1"]
DEBUG = False

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "bench.yardstick",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "bench.yardstick.urls"
WSGI_APPLICATION = "bench.yardstick.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {"environment": "bench.yardstick.pages.environment", "autoescape": True},
    }
]
DATABASES = {
    "default": environment.database(
        environment.text("DATABASE_URL", f"sqlite:///{HOME / 'yardstick.sqlite3'}")
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
LOGIN_URL = "/sign-in"
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
TIME_ZONE = "Europe/London"
USE_TZ = True
CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": [SELF]}}
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
