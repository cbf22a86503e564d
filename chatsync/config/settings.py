"""Django settings, read from the environment once at the start (names: docs/operate.md)."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from chatsync.desk.addresses import SETTING as PRIVACY_MAILBOX_SETTING
from chatsync.desk.addresses import mailbox_at
from chatsync.kit import env
from chatsync.kit.bucket_place import bucket_place
from chatsync.privacy.infrastructure import SETTING as INFRASTRUCTURE_SETTING
from chatsync.privacy.infrastructure import infrastructure_cookies
from chatsync.privacy.vendors.slot import SETTING as TIER_B_SETTING
from chatsync.privacy.vendors.slot import measuring_by

BASE_DIR = Path(__file__).resolve().parents[2]

BASE_URL = env.url("CHATSYNC_BASE_URL", "http://localhost:8000")
BASE_HOST = urlsplit(BASE_URL).hostname or "localhost"
IS_LOOPBACK = BASE_HOST in {"localhost", "127.0.0.1", "::1"} or BASE_HOST.endswith(".localhost")
PAY_URL = env.url("CHATSYNC_PAY_URL")
"""The checkout document's own origin; empty: it shares ours, under tighter rules."""
PAY_HOST = urlsplit(PAY_URL).hostname or ""
SECRET_KEY = env.text("CHATSYNC_SECRET_KEY")
ENCRYPTION_KEYS = env.text("CHATSYNC_ENCRYPTION_KEYS")
DATA_DIR = Path(env.text("CHATSYNC_DATA", str(BASE_DIR / "data")))
BUCKET = bucket_place()
"""Where files lie; None: in the data folder."""
SIGNUP = env.choice("CHATSYNC_SIGNUP", ("open", "invite", "closed"), "open")
OPERATOR_NAME = env.text("CHATSYNC_OPERATOR_NAME")
OPERATOR_ADDRESS = env.text("CHATSYNC_OPERATOR_ADDRESS")
OPERATOR_COUNTRY = env.text("CHATSYNC_OPERATOR_COUNTRY")
PRIVACY_EMAIL = env.text("CHATSYNC_PRIVACY_EMAIL")
CONTACT_EMAIL = env.text("CHATSYNC_CONTACT_EMAIL") or PRIVACY_EMAIL
PRIVACY_MAILBOX = mailbox_at(env.text(PRIVACY_MAILBOX_SETTING))
COLLECTOR = env.host_and_port("CHATSYNC_COLLECTOR")
"""Where the collector listens; None: in the data folder."""
CLOCK_ZONE = env.time_zone("CHATSYNC_TIME_ZONE")
"""Of the times on the status page and the operator's pages; what is stored and summed is in UTC."""
LOG_DAYS = env.whole_number("CHATSYNC_LOG_DAYS", 14, least=1, most=90)
METRICS_TOKEN = env.text("CHATSYNC_METRICS_TOKEN")
TRUSTED_PROXIES = env.networks("CHATSYNC_TRUSTED_PROXIES")
MEASURING = measuring_by(env.text(TIER_B_SETTING, "none"))
OWN_MEASURING = env.flag("CHATSYNC_MEASURE_SPEED", default=True)
"""Whether visitors are asked to let us measure how fast our pages are. Off: no page asks for it."""
INFRASTRUCTURE_COOKIES = infrastructure_cookies(env.items(INFRASTRUCTURE_SETTING))
SIGNUP_COUNTRY_CODES = env.items("CHATSYNC_SIGNUP_COUNTRY_CODES", "+92")

PADDLE_API_KEY = env.text("PADDLE_API_KEY")
BILLING = env.flag("CHATSYNC_BILLING", default=bool(PADDLE_API_KEY))
"""Off: no trial, no plan, everything unlocked."""
_PADDLE = "sandbox-" if PADDLE_API_KEY.startswith("pdl_sdbx_") else ""
PADDLE_API_URL = env.url("PADDLE_API_URL", f"https://{_PADDLE}api.paddle.com")
PADDLE_CLIENT_TOKEN = env.text("PADDLE_CLIENT_TOKEN")
PADDLE_SCRIPT_URL = env.url("PADDLE_SCRIPT_URL", "https://cdn.paddle.com/paddle/v2/paddle.js")
PADDLE_FRAME_URL = env.url("PADDLE_FRAME_URL", f"https://{_PADDLE}buy.paddle.com")
PADDLE_WEBHOOK_SECRETS = env.items("PADDLE_WEBHOOK_SECRETS")
PADDLE_HOSTED_URL = env.url("PADDLE_HOSTED_URL")
PADDLE_PRICES = env.items("PADDLE_PRICES")
PRICES = env.items("CHATSYNC_PRICES")
BANK_NAME = env.text("CHATSYNC_BANK_NAME")
BANK_ACCOUNT_TITLE = env.text("CHATSYNC_BANK_ACCOUNT_TITLE")
BANK_IBAN = env.text("CHATSYNC_BANK_IBAN")
CHARGE_CURRENCY = env.choice("CHATSYNC_CHARGE_CURRENCY", ("USD", "EUR", "GBP"), "USD")

GRAPH_URL = env.url("WHATSAPP_GRAPH_URL", "https://graph.facebook.com")
GRAPH_VERSION = env.text("WHATSAPP_GRAPH_VERSION", "v25.0")
OPERATOR_APP_ID = env.text("WHATSAPP_APP_ID")
OPERATOR_APP_SECRETS = env.items("WHATSAPP_APP_SECRETS")
OPERATOR_VERIFY_TOKEN = env.text("WHATSAPP_VERIFY_TOKEN")

DEBUG = False
_OUR_HOSTS = {host for host in (BASE_HOST, PAY_HOST) if host}
ALLOWED_HOSTS = sorted(_OUR_HOSTS | {"localhost", "127.0.0.1"} if IS_LOOPBACK else _OUR_HOSTS)
ROOT_URLCONF = "chatsync.config.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Person"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "chatsync.jobs",
    "chatsync.realtime",
    "chatsync.accounts",
    "chatsync.workspaces",
    "chatsync.privacy",
    "chatsync.analytics",
    "chatsync.desk",
    "chatsync.outreach",
    "chatsync.billing",
    "chatsync.channels",
    "chatsync.contacts",
    "chatsync.inbox",
    "chatsync.site",
    "chatsync.ops",
    "chatsync.audit",
]

# The outermost sees every header that leaves; FetchMetadata and Arrivals answer before a session
# is read; PageViews counts what gets past them; SessionLimits stands where the person is known.
MIDDLEWARE = [
    "chatsync.privacy.middleware.StorageGuard",
    "chatsync.privacy.middleware.Headers",
    "chatsync.privacy.middleware.Language",
    "chatsync.privacy.essentials.Essentials",
    "chatsync.privacy.pay_host.PayHost",
    "django.middleware.security.SecurityMiddleware",
    "chatsync.privacy.middleware.FetchMetadata",
    "chatsync.privacy.middleware.Arrivals",
    "chatsync.analytics.middleware.PageViews",
    "chatsync.analytics.middleware.Visits",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "chatsync.site.middleware.Compressed",
    "django.middleware.common.CommonMiddleware",  # counts bytes: what fills a page stands below
    "chatsync.site.middleware.WrongMethod",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "chatsync.accounts.middleware.SessionLimits",
    "chatsync.accounts.middleware.ReadsOnly",
    "chatsync.accounts.middleware.HeldBack",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Before the apps' own: allauth's pages carry scripts without a nonce, ours replace them.
        "DIRS": [BASE_DIR / "chatsync" / "accounts" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {
                "house": "chatsync.site.house_tags",
                "operator": "chatsync.ops.navigation",
                "clock": "chatsync.kit.clock_tags",
            },
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "chatsync.privacy.context.page",
                "chatsync.analytics.context.measured",
                "chatsync.site.context.house",
            ],
        },
    }
]


def _database(url: str, *, pooled: bool) -> dict[str, Any]:
    try:
        parts = dict(conninfo_to_dict(url))
    except ProgrammingError:
        raise env.WrongSetting(
            "DATABASE_URL cannot be read; it must look like "
            "postgresql://chatsync_app:password@host:5432/chatsync."
        ) from None
    known = {key: parts.pop(key, "") for key in ("dbname", "user", "password", "host", "port")}
    options: dict[str, Any] = {**parts, "application_name": "chatsync"}
    if pooled:
        options["pool"] = {"min_size": 0, "max_size": 10, "timeout": 20, "max_idle": 300}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": known["dbname"] or "chatsync",
        "USER": known["user"],
        "PASSWORD": known["password"],
        "HOST": known["host"],
        "PORT": known["port"],
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


DATABASE_URL = env.text("DATABASE_URL", "postgresql:///chatsync")
DATABASE_OWNER_URL = env.text("DATABASE_OWNER_URL")
DATABASE_LISTEN_URL = env.text("DATABASE_LISTEN_URL") or DATABASE_URL
DATABASES = {"default": _database(DATABASE_URL, pooled=True)}
if DATABASE_OWNER_URL:
    DATABASES["owner"] = _database(DATABASE_OWNER_URL, pooled=False)

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        # Rate limits live here: a small table would be culled, and with it the limits, by a flood.
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

BACKUP_DAYS = env.whole_number("CHATSYNC_BACKUP_DAYS", 30, least=0, most=90)
"""How long the operator keeps backups; 0: none are made. The policy page says it."""

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_MODE = env.choice("CHATSYNC_SESSION_MODE", ("counter", "strict"), "counter")
SESSION_IDLE = timedelta(
    minutes=env.whole_number("CHATSYNC_SESSION_IDLE_MINUTES", 720, least=5, most=720)
)
SESSION_ABSOLUTE_WITH_FACTOR = timedelta(
    hours=env.whole_number("CHATSYNC_SESSION_HOURS", 168, least=1, most=168)
)
SESSION_ABSOLUTE = min(timedelta(hours=24), SESSION_ABSOLUTE_WITH_FACTOR)
SESSION_STRICT_IDLE = timedelta(
    minutes=env.whole_number("CHATSYNC_SESSION_STRICT_IDLE_MINUTES", 30, least=5, most=30)
)
SESSION_STRICT_ABSOLUTE = timedelta(
    hours=env.whole_number("CHATSYNC_SESSION_STRICT_HOURS", 12, least=1, most=12)
)
SESSION_COOKIE_AGE = int(SESSION_ABSOLUTE_WITH_FACTOR.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "__Host-cs_session"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
TRUSTED_COOKIE_NAME = "__Host-cs_trusted"
CSRF_COOKIE_NAME = "__Host-cs_csrf"
CSRF_COOKIE_AGE = None
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "chatsync.site.views.failures.csrf_failure"
STRICT_STORAGE = env.flag("CHATSYNC_STRICT_STORAGE", default=IS_LOOPBACK)

_IS_HTTPS = BASE_URL.startswith("https://")
APPEND_SLASH = False
SECURE_SSL_REDIRECT = _IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _IS_HTTPS

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/w"
ACCOUNT_ADAPTER = "chatsync.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# A person's address is verified before the person exists (site.actions.sign_up); people without
# one sign in all the same, which allauth's own gate would refuse.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/login"
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600
ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,3/10m/key",
    "reset_code": "20/m/ip,5/10m/key",
    "sign_up": "20/m/ip",
    "invitation": "60/m/ip",
    "consent": "60/m/ip",
    "pay": "60/m/ip",
    "contact": "10/h/ip",
    "newsletter": "10/h/ip",
    "privacy_request": "10/h/ip",
    "sign_up_mail": "3/10m/key",
    "sign_up_code": "30/m/ip,5/10m/key",
    "reauthenticate": "10/m/user",
    "address_mail": "3/10m/user",
    "address_code": "5/10m/key",
}
MFA_ADAPTER = "chatsync.accounts.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
# Browsers offer passkeys on plain http for this host alone, and so does the library.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = IS_LOOPBACK
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RECOVERY_CODE_DIGITS = 10
MFA_TOTP_TOLERANCE = 0  # the mark of a used code lives for one period only
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_TOTP_ISSUER = "ChatSync"

# The worker learns its tasks from these: nothing else of the jobs process imports them all.
PROCRASTINATE_IMPORT_PATHS = ["chatsync.jobs.events", "chatsync.jobs.mail", "chatsync.desk.loops"]

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LANGUAGE_CODE = "en"
LANGUAGE_COOKIE_NAME = "__Host-cs_locale"
LANGUAGES = [("en", _("English")), ("ur", _("Urdu"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = "chatsync.config.formats"
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [("dashboard", BASE_DIR / "dashboard" / "dist")]
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024

_FOLDER = {
    "BACKEND": "chatsync.kit.storage.Folder",
    "OPTIONS": {"location": str(DATA_DIR / "files")},
}
STORAGES = {
    # The library that speaks to a bucket is imported with this name, and so only where one is used.
    "default": {"BACKEND": "chatsync.kit.bucket.Bucket", "OPTIONS": {"place": BUCKET}}
    if BUCKET
    else _FOLDER,
    "staticfiles": {"BACKEND": "chatsync.config.static_storage.HashedFiles"},
}

EMAIL_BACKEND = "chatsync.jobs.mail.QueuedMail"
EMAIL_URL = env.text("EMAIL_URL")
EMAIL_FROM = env.text("EMAIL_FROM") or f"ChatSync <no-reply@{BASE_HOST}>"
DEFAULT_FROM_EMAIL = EMAIL_FROM

LOGGING_CONFIG = None
SILENCED_SYSTEM_CHECKS = [
    "security.W002",  # X-Frame-Options comes from privacy.middleware.Headers
    "security.W021",  # preloading binds a whole domain for years: the operator's decision
]
