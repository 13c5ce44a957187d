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
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "topsheet_desk.apps.DeskConfig",
]
MIDDLEWARE = [
    "topsheet_desk.site.logs.requests",
    "topsheet_desk.site.security.headers",
    "topsheet_desk.site.health.at_the_door",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "topsheet_desk.site.uploads.limits",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "topsheet_desk.site.reader.in_their_zone",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
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
# In the database, so that every worker counts the same tries; the table is made after every migration.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "desk_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

AUTH_USER_MODEL = "desk.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
_DOOR = "topsheet_desk.site.door"
PASSWORD_HASHERS = [
    f"{_DOOR}.hashers.PasswordKeeper",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "slate"
LOGOUT_REDIRECT_URL = "sign_in"

# Where the desk is reached, for links in e-mails.
TOPSHEET_URL = environment.site_url()
# Signing in: by address and password, a second factor, or a passkey; nobody makes their own sign-in.
ACCOUNT_ADAPTER = f"{_DOOR}.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": f"{_DOOR}.forms.SignInForm",
    "reset_password": f"{_DOOR}.forms.ForgottenForm",
    "reset_password_from_key": f"{_DOOR}.forms.NewPasswordForm",
    "change_password": f"{_DOOR}.forms.ChangePasswordForm",
    "add_email": f"{_DOOR}.forms.NewAddressForm",
    "confirm_email_verification_code": f"{_DOOR}.forms.AddressCodeForm",
    "reauthenticate": f"{_DOOR}.forms.ConfirmForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Topsheet: "
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# A whole office may stand behind one address, so only failures are counted closely: pages tell these times.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "20/m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_TOTP_ISSUER = "Topsheet"
MFA_ADAPTER = f"{_DOOR}.adapters.FactorAdapter"
MFA_FORMS = {
    "authenticate": f"{_DOOR}.forms.FactorForm",
    "reauthenticate": f"{_DOOR}.forms.ConfirmFactorForm",
    "activate_totp": f"{_DOOR}.forms.FirstCodeForm",
    "login_webauthn": f"{_DOOR}.forms.PasskeyForm",
    "authenticate_webauthn": f"{_DOOR}.forms.PasskeyFactorForm",
    "reauthenticate_webauthn": f"{_DOOR}.forms.ConfirmPasskeyForm",
    "add_webauthn": f"{_DOOR}.forms.AddPasskeyForm",
    "edit_webauthn": f"{_DOOR}.forms.NamePasskeyForm",
}
USERSESSIONS_ADAPTER = f"{_DOOR}.adapters.SessionsAdapter"

_MAIL = environment.mail()
EMAIL_BACKEND = _MAIL.backend
EMAIL_FILE_PATH = _MAIL.folder
EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.scheme == "smtp+tls", _MAIL.scheme == "smtp+ssl"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _MAIL.sender

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

# Uploads stay in memory. A packed production of this size holds years of work; larger ones go by the command.
FILE_UPLOAD_HANDLERS = ["topsheet_desk.site.uploads.MemoryOnly"]
TOPSHEET_MOST_UPLOAD = 8 << 20
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 << 20
DATA_UPLOAD_MAX_NUMBER_FILES = 4
# A mapping of a sender's receipts: 200 columns, and 500 words of each of four with what they are called here.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
# What a packed folder may hold once unpacked: bytes, files, and bytes out for each byte in.
TOPSHEET_MOST_UNPACKED = 256 << 20
TOPSHEET_MOST_FILES = 20_000
TOPSHEET_MOST_RATIO = 200

LOGGING = logs.settings(environment.log_level())
