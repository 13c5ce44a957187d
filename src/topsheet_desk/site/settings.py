"""Django's settings for the desk; what may differ between machines comes from `environment`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from topsheet_desk.site import environment, logs

_HERE = Path(__file__).resolve().parent
_ROOMS = sorted(_HERE.parent.glob("*/templates"))

SECRET_KEY = environment.secret_key()
DEBUG = environment.is_on("TOPSHEET_DEBUG")
ALLOWED_HOSTS = environment.allowed_hosts()
TOPSHEET_HOME = environment.home()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "topsheet_desk.apps.DeskConfig",
]
MIDDLEWARE = [
    "topsheet_desk.site.logs.requests",
    "topsheet_desk.site.security.headers",
    "topsheet_desk.site.health.at_the_door",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "topsheet_desk.site.reader.in_their_zone",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "topsheet_desk.site.security.Refusals",
]
ROOT_URLCONF = "topsheet_desk.site.urls"
WSGI_APPLICATION = "topsheet_desk.site.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": _ROOMS,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "topsheet_desk.site.frame.every_page",
                "topsheet_desk.inbox.lookups.every_page",
            ],
            "builtins": ["topsheet_desk.site.tags"],
            "string_if_invalid": "",
        },
    }
]

DATABASES = {"default": environment.database()}
AUTH_USER_MODEL = "desk.Person"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "slate"
LOGOUT_REDIRECT_URL = "sign_in"

# Where the desk is reached, for links in e-mails; e-mails are files until a mail server is named.
TOPSHEET_URL = environment.site_url()
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = TOPSHEET_HOME / "mail"

LANGUAGE_CODE = "en"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = [_HERE / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 3600
WHITENOISE_ALLOW_ALL_ORIGINS = False

SESSION_COOKIE_NAME = "topsheet_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "topsheet_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "topsheet_desk.site.pages.form_too_old"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if environment.is_on("TOPSHEET_HTTPS"):
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000

LOGGING = logs.settings(environment.log_level())
