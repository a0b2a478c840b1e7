"""Settings of a node. All that differs from one machine to another comes from AMONT_ variables."""

from __future__ import annotations

import os
from pathlib import Path

from amont.site.dsn import database_of

HERE = Path(__file__).resolve().parent
HOME = Path(os.environ.get("AMONT_HOME", "."))
LOG_ORIGIN = os.environ.get("AMONT_LOG_ORIGIN", "amont.node")


def _secret_key() -> str:
    """The key of sessions and forms: the content of a private file, never a default shared by two nodes."""
    file = os.environ.get("AMONT_SECRET_KEY_FILE", "")
    return Path(file).read_text().strip() if file else os.urandom(32).hex()


DEBUG = os.environ.get("AMONT_DEBUG") == "1"
SECRET_KEY = _secret_key()
ALLOWED_HOSTS = [
    "127.0.0.1",
    "localhost",
    "[::1]",
    *filter(None, os.environ.get("AMONT_HOSTS", "").split(",")),
]
HTTPS = os.environ.get("AMONT_HTTPS") == "1"

ROOMS = [
    "amont.journal",
    "amont.reference",
    "amont.parties",
    "amont.cargo",
    "amont.declarations",
    "amont.holds",
    "amont.screening",
    "amont.controls",
    "amont.payments",
    "amont.release",
    "amont.exchange",
    "amont.region",
    "amont.security",
    "amont.site",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    *ROOMS,
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "amont.site.middleware.received",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "amont.site.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "amont.site.middleware.who_acts",
    "amont.site.middleware.refusals",
]
ROOT_URLCONF = "amont.site.urls"
WSGI_APPLICATION = "amont.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "amont.site.shell.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "amont.site.templatetags.amont",
            ],
        },
    }
]

POOL = int(os.environ.get("AMONT_POOL", "0"))
DATABASES = {"default": database_of(os.environ.get("AMONT_DATABASE_URL", ""), pool=POOL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "site_cache"}}

AUTH_USER_MODEL = "parties.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_PATH = "/compte/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_ADAPTER = "amont.site.accounts.Accounts"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/m/ip,5/15m/key"}  # key: name and address
ACCOUNT_FORMS = {
    "login": "amont.site.login.forms.SignIn",
    "change_password": "amont.site.login.forms.ChangePassword",
    "reauthenticate": "amont.site.login.forms.Confirm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("AMONT_PROXIES", "0"))
MFA_ADAPTER = "amont.site.accounts.SecondFactors"
MFA_FORMS = {
    "authenticate": "amont.site.login.forms.Code",
    "reauthenticate": "amont.site.login.forms.ConfirmByCode",
    "activate_totp": "amont.site.login.forms.FirstCode",
    "add_webauthn": "amont.site.login.forms.NewPasskey",
    "edit_webauthn": "amont.site.login.forms.NamePasskey",
    "authenticate_webauthn": "amont.site.login.forms.Passkey",
    "login_webauthn": "amont.site.login.forms.PasskeySignIn",
    "reauthenticate_webauthn": "amont.site.login.forms.ConfirmByPasskey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # passkeys on http://localhost only, where browsers allow it
MFA_TOTP_ISSUER = "Amont"

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "amont.site.screens.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 3600 if HTTPS else 0
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 8 * 2**20
WEBHOOK_PRIVATE = os.environ.get("AMONT_WEBHOOK_PRIVATE") == "1"  # receivers stand in our own network
UPLOAD_MOST_BYTES = 200 * 2**20

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English"), ("pt", "Português")]
LOCALE_PATHS = [HERE / "locale"]
FORMAT_MODULE_PATH = ["amont.site.django_formats"]
USE_TZ = True
TIME_ZONE = os.environ.get("AMONT_TIME_ZONE", "UTC")

STATIC_URL = "/static/"
STATIC_ROOT = HERE / "static_built"
IS_BUILT = (
    STATIC_ROOT / "staticfiles.json"
).exists()  # collected once by set-up; found where they lie before
STATIC_STORAGE = (
    "whitenoise.storage.CompressedManifestStaticFilesStorage"
    if IS_BUILT
    else "django.contrib.staticfiles.storage.StaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": STATIC_STORAGE},
}
WHITENOISE_USE_FINDERS = not IS_BUILT
WHITENOISE_MAX_AGE = 31_536_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO" if not DEBUG else "DEBUG"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "CRITICAL"},  # who has no account cannot fill the disk with odd requests
    },
}
