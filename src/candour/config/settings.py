# SPDX-License-Identifier: MIT
"""All settings. What differs between installations comes from `environment`."""

from pathlib import Path

from csp.constants import NONE, SELF

from candour.config import environment

HOME = environment.home()
PACKAGE = Path(__file__).resolve().parent.parent

DEMO = environment.flag("CANDOUR_DEMO", default=False)
DEMO_PASSWORD = "invented-county"  # noqa: S105  shown on the sign-in page of the demonstration
DEBUG = False
SECRET_KEY = environment.secret_key(HOME)
ALLOWED_HOSTS = environment.text("CANDOUR_HOSTS", "127.0.0.1,localhost").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in environment.text("CANDOUR_ORIGINS", "").split(",") if o]
BASE_ADDRESS = environment.text("CANDOUR_ADDRESS", "http://127.0.0.1:8000")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "candour.people",
    "candour.ledger",
    "candour.ui",
    "candour.directory",
    "candour.policy",
    "candour.correspondence",
    "candour.files",
    "candour.linkage.organisations",
    "candour.registers",
    "candour.audit",
    "candour.registers.intake",
    "candour.gateway",
    "candour.crosschecks",
    "candour.procurement",
    "candour.review",
    "candour.transparency",
    "candour.inspection",
    "candour.boards",
    "candour.safekeeping",
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
    "allauth.account.middleware.AccountMiddleware",
    "candour.directory.middleware.LongestSessionMiddleware",
    "candour.ui.middleware.WhoMiddleware",
    "candour.directory.middleware.SecondFactorMiddleware",
    "candour.ui.fresh_proof.ProofMiddleware",
    "candour.audit.reasons.ReasonMiddleware",
]

ROOT_URLCONF = "candour.config.urls"
WSGI_APPLICATION = "candour.config.wsgi.application"

# No second engine: a page that allauth brings along cannot even be drawn.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {"environment": "candour.ui.pages.environment", "autoescape": True},
    },
]

DATABASES = {
    "default": environment.database(
        environment.text("DATABASE_URL", f"sqlite:///{HOME / 'candour.sqlite3'}")
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Account"

AUTHENTICATION_BACKENDS = ["candour.directory.backends.NameOrAddressBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# An account holds no e-mail address: a person has one.
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_ADAPTER = "candour.directory.backends.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}  # our backend takes an e-mail address as well
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_TOTP_ISSUER = "Candour"
ACCOUNT_RATE_LIMITS = False  # ours are per name and in the database: a force shares one address
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
# The organisation's own sign-in, on trial: off until an issuer is named.
ORGANISATION = {
    "issuer": environment.issuer("CANDOUR_OIDC_ISSUER"),
    "client": environment.text("CANDOUR_OIDC_CLIENT", ""),
    "secret": environment.text("CANDOUR_OIDC_SECRET", ""),
    "name": environment.text("CANDOUR_OIDC_NAME", "your organisation"),
}
CALENDAR_SERVERS = environment.servers("CANDOUR_CALENDAR_SERVERS")
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # an address opens no account
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
LOGIN_URL = "/sign-in"
LOGOUT_URL = "/sign-out"
CSRF_FAILURE_VIEW = "candour.ui.problems.form_out_of_date"
# Said on the page that is shown when the service is down.
HELP_PHONE = environment.text("CANDOUR_HELP_PHONE", "")
LOGIN_REDIRECT_URL = "/today"

SESSION_ENGINE = "candour.directory.session_store"
SESSION_COOKIE_AGE = 30 * 60
IDLE_LIMIT_WITH_CASES = 15 * 60  # for those whose posts let them see cases
LONGEST_SESSION = 10 * 60 * 60
PROOF_LASTS = 5 * 60  # how long one proof of who sits there counts for acts that need it
PROOF_URL = "/show-that-it-is-you"
# In the demonstration everyone is invented and comes in with one click; elsewhere, never without.
SECOND_FACTOR_REQUIRED = environment.flag("CANDOUR_SECOND_FACTOR", default=not DEMO)
SESSION_SAVE_EVERY_REQUEST = False
SECURE_TRANSPORT = environment.flag("CANDOUR_HTTPS", default=not DEMO)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_TRANSPORT
SESSION_COOKIE_NAME = "__Host-session" if SECURE_TRANSPORT else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE_TRANSPORT else "csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = SECURE_TRANSPORT
SECURE_HSTS_SECONDS = 31536000 if SECURE_TRANSPORT else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_TRANSPORT
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
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
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS: list[Path] = []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Files that people add are kept here, outside anything that a web server serves.
FILES_FOLDER = HOME / "files"
UPLOADS = environment.flag("CANDOUR_UPLOADS", default=True)
KEYS_FOLDER = HOME / "keys"
# The published log, and its name: an address without scheme. The name is fixed with its key.
# Whom backups are locked to: public keys of age, whose secret halves are kept elsewhere.
BACKUP_TO = environment.text("CANDOUR_BACKUP_TO", "")
LOG_FOLDER = HOME / "log"
LOG_ORIGIN = environment.text("CANDOUR_LOG", BASE_ADDRESS.partition("://")[2].rstrip("/") + "/log")
# What is public, one file for each body: the public site reads these and nothing else.
PUBLISHED_FOLDER = HOME / "published"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# The only handler: within its limits, in memory, and never on disk in the clear.
FILE_UPLOAD_HANDLERS = ["candour.files.uploads.HeldInMemory"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = environment.text("CANDOUR_SMTP_HOST", "127.0.0.1")
EMAIL_PORT = int(environment.text("CANDOUR_SMTP_PORT", "25"))
EMAIL_HOST_USER = environment.text("CANDOUR_SMTP_USER", "")
EMAIL_HOST_PASSWORD = environment.text("CANDOUR_SMTP_PASSWORD", "")
EMAIL_USE_TLS = environment.flag("CANDOUR_SMTP_TLS", default=False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = environment.text("CANDOUR_MAIL_FROM", "candour@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_secrets": {"()": "candour.config.quiet_logs.WithoutSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["no_secrets"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
