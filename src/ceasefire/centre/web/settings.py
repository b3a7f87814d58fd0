"""Django's settings of the site. Everything that differs between centres comes from the environment: docs/deploy.md."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from ceasefire.centre import settings as _ledger


def _patient(database: dict[str, Any]) -> dict[str, Any]:
    """Return a database that a page waits for some seconds, not for a minute; PostgreSQL's connections are kept."""
    if "sqlite" in database["ENGINE"]:
        return database | {"OPTIONS": database["OPTIONS"] | {"timeout": 8}}
    options = {"connect_timeout": "5"} | database["OPTIONS"]
    return database | {"OPTIONS": options, "CONN_MAX_AGE": 300, "CONN_HEALTH_CHECKS": True}


DATABASES = {"default": _patient(_ledger.DATABASES["default"])}
DEFAULT_AUTO_FIELD = _ledger.DEFAULT_AUTO_FIELD
SECRET_KEY = _ledger.SECRET_KEY
TIME_ZONE = _ledger.TIME_ZONE
USE_TZ = _ledger.USE_TZ

_CENTRE = Path(__file__).resolve().parent.parent
_on = {"1", "true", "yes"}.__contains__

# What a centre is
CENTRE_KEYS = os.environ.get("CEASEFIRE_KEYS", "")  # the folder with the log's and the teams' key files
CENTRE_KNOWLEDGE = os.environ.get("CEASEFIRE_KNOWLEDGE", "recorded")  # the demo replays 2016 "as-reported"
CENTRE_NOW = os.environ.get("CEASEFIRE_NOW", "")  # the demo's clock stands still; a real one leaves this empty
CENTRE_DEMO = _on(os.environ.get("CEASEFIRE_DEMO", ""))
CENTRE_PUBLIC_BOARD = CENTRE_DEMO or _on(os.environ.get("CEASEFIRE_PUBLIC_BOARD", ""))

ALLOWED_HOSTS = os.environ.get("CEASEFIRE_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CENTRE_PROXY = os.environ.get("CEASEFIRE_PROXY", "")  # the proxy's address as this server sees it; alone is believed
_TLS = _on(os.environ.get("CEASEFIRE_TLS", ""))
CSRF_TRUSTED_ORIGINS = [f"https://{each}" for each in ALLOWED_HOSTS] if _TLS else []
DEBUG = False
ROOT_URLCONF = "ceasefire.centre.web.urls"
WSGI_APPLICATION = "ceasefire.centre.web.wsgi.application"
SITE_ID = None

INSTALLED_APPS = [
    "ceasefire.centre.people.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "ceasefire.centre",
    "ceasefire.centre.people.apps.PeopleConfig",
    "ceasefire.centre.filing",
    "ceasefire.centre.bulletins",
    "ceasefire.centre.api",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "ceasefire.centre.web._middleware.headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ceasefire.centre.web._middleware.languages",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ceasefire.centre.web._middleware.guard",
    "ceasefire.centre.web._middleware.faults",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [_CENTRE / "templates", _CENTRE.parent / "publish" / "templates"],
        "OPTIONS": {
            "environment": "ceasefire.centre.web._templates.environment",
            "context_processors": ["ceasefire.centre.web._templates.around"],
        },
    },
    {  # only for django.contrib.admin
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]
STATIC_URL = "/static/"
STATICFILES_DIRS = [("centre", str(_CENTRE / "static")), ("publish", str(_CENTRE.parent / "publish" / "styles"))]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

# Accounts: no sign-up by oneself, a second factor, sessions that end.
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["ceasefire.centre.people._signing.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{each}"}
    for each in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "ceasefire.centre.web._adapter.Adapter"
ACCOUNT_TEMPLATE_EXTENSION = "html.j2"
ACCOUNT_FORMS = {
    "login": "ceasefire.centre.people._forms.SignIn",
    "reauthenticate": "ceasefire.centre.people._forms.Again",
    "change_password": "ceasefire.centre.people._forms.Password",
}
MFA_ADAPTER = "ceasefire.centre.web._adapter.SecondFactor"
MFA_FORMS = {
    "authenticate": "ceasefire.centre.people._forms.Code",
    "reauthenticate": "ceasefire.centre.people._forms.CodeAgain",
    "activate_totp": "ceasefire.centre.people._forms.SetUp",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "20/m/ip,5/15m/key"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Ceasefire"
SESSION_COOKIE_AGE = 8 * 3_600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CENTRE_IDLE_S = 30 * 60
CENTRE_LONGEST_S = SESSION_COOKIE_AGE  # however busy
CENTRE_MOST_SESSIONS = 3  # of one person; in the demonstration any number
CENTRE_MOST_FAILURES = 10  # then an account stays locked until an administrator opens it

# What leaves, and in what wrapping
CSRF_FAILURE_VIEW = "ceasefire.centre.web._faults.forged"
if _TLS:  # a name that no other host, port or path of the domain can set
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _TLS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if _TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _TLS else None
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ar", "العربية"), ("ru", "Русский")]
LANGUAGE_COOKIE_NAME = "ceasefire-language"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "centre_cache"},
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
