"""Django's settings: what differs between installations comes from `config.environment`, the rest is decided here."""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from onaccount.cli import places
from onaccount.config import environment, logs
from onaccount.config.connecting import PatientConnection

PACKAGE = Path(__file__).resolve().parent.parent
MODE = environment.mode()
DEBUG = MODE == "development"
SECURE = MODE == "production"  # TLS ends in front of us
SAMPLE = environment.flag("SAMPLE", default=True)  # load the sample company on the first start

# --- packages -------------------------------------------------------------------------------------------------------
ONACCOUNT_APPS: tuple[str, ...] = (  # in floor order, lowest first
    "onaccount.office.access",
    "onaccount.office.journal",
    "onaccount.office.approval",
    "onaccount.office.policy",
    "onaccount.office.trays",
    "onaccount.office.work",
    "onaccount.office.trays.intake",
    "onaccount.office.trays.webhooks",
    "onaccount.office.answers",
    "onaccount.office.search",
    "onaccount.office.rates",
    "onaccount.office.clock",
    "onaccount.office.tasks",
    "onaccount.office.alerts",
    "onaccount.office.saved_views",
    "onaccount.customers",
    "onaccount.trade",
    "onaccount.cover",
    "onaccount.assessment",
    "onaccount.limits",
    "onaccount.ordercheck",
    "onaccount.portal",
    "onaccount.desk.health",
)
AUTH_USER_MODEL = "access.Person"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "onaccount.desk.components",  # before the sign-in library, whose pages it draws
    "onaccount.desk.account",
    "onaccount.desk.alerts",
    "onaccount.desk.approvals",
    "onaccount.desk.assessments",
    "onaccount.desk.customers",
    "onaccount.desk.file",
    "onaccount.desk.documents",
    "onaccount.desk.granting",
    "onaccount.desk.imports",
    "onaccount.desk.limits",
    "onaccount.desk.letters",
    "onaccount.desk.jobs",
    "onaccount.desk.calculators",
    "onaccount.desk.journal",
    "onaccount.desk.orders",
    "onaccount.desk.people",
    "onaccount.desk.policies",
    "onaccount.desk.receivables",
    "onaccount.desk.settings",
    "onaccount.desk.standing",
    "onaccount.desk.threads",
    "onaccount.desk.today",
    "onaccount.desk.webhooks",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "procrastinate.contrib.django",
    *ONACCOUNT_APPS,
]

MIDDLEWARE = [
    "onaccount.config.logs.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "onaccount.office.access.sessions.TenureMiddleware",
    "onaccount.office.access.middleware.PersonMiddleware",
    "onaccount.desk.components.plain.PlainRequests",
    "django_htmx.middleware.HtmxMiddleware",
    "onaccount.desk.components.exporting.DrawnTables",
]

ROOT_URLCONF = "onaccount.config.urls"
ASGI_APPLICATION = "onaccount.config.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "onaccount.desk.components.context.desk",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django_cotton.cotton_loader.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    }
]

# --- data -----------------------------------------------------------------------------------------------------------
DATABASES = {"default": environment.database() | {"CONN_HEALTH_CHECKS": True}}
if environment.flag("POOL", default=True):
    DATABASES["default"]["OPTIONS"]["pool"] = {
        "min_size": 1,
        "max_size": int(environment.text("POOL_SIZE", "20")),
        "connection_class": PatientConnection,
        "timeout": 10,
    }
JOURNAL_CHECKPOINT = places.home() / "journal.end"  # the end of the sealed chain, outside the database
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # bounds what failed sign-ins can write
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # files stream to disk and have limits of their own
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 501  # five hundred workbooks of statements; the next one is refused in words

# --- backups --------------------------------------------------------------------------------------------------------
HOME_FOLDER = places.home()
POSTGRES_PROGRAMS = environment.programs()  # pg_dump and pg_restore
BACKUP_FOLDER = Path(environment.text("BACKUPS", str(places.home() / "backups")))
BACKUP_KEY_FILE = places.home() / "backup.key"
BACKUP_KEY = environment.text("BACKUP_KEY", "") or places.secret("backup.key")
BACKUPS_KEPT = int(environment.text("BACKUPS_KEPT", "14"))

# --- languages and time ---------------------------------------------------------------------------------------------
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LANGUAGE_CODE = environment.text("LANGUAGE", "zh-hans")
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = environment.text("TIME_ZONE", "Asia/Shanghai")

# --- background work --------------------------------------------------------------------------------------------------
PROCRASTINATE_IMPORT_PATHS = ["onaccount.jobs.schedule", "onaccount.jobs.imports", "onaccount.jobs.studies"]
PROCRASTINATE_WORKER_DEFAULTS = {"concurrency": 4}  # a long import does not keep holds waiting

# --- sign-in --------------------------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "onaccount.office.access.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "onaccount.desk.account.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # people are invited, nobody signs up
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300  # seconds a step-up lasts
ACCOUNT_RATE_LIMITS = {
    "apply": "300/h/ip",
    "apply_send": "100/h/ip",
    "apply_resume": "5/15m/ip",
    "login": "60/m/ip",
    "login_failed": "5/15m/ip,5/15m/key",
    "reauthenticate": "5/15m/user",
    "change_password": "5/15m/user",
    "reset_password_from_key": "20/15m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(environment.text("PROXIES", "1" if SECURE else "0"))
MFA_ADAPTER = "onaccount.desk.account.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "OnAccount"
USERSESSIONS_TRACK_ACTIVITY = True  # shown; sessions.py notes it once a minute
PASSWORD_DAYS = int(environment.text("PASSWORD_DAYS", "365"))  # 0 = passwords do not age
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # seconds an invitation is good for
SESSION_IDLE_SECONDS = 30 * 60
SESSION_ABSOLUTE_SECONDS = 12 * 3600
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# --- the browser's side ---------------------------------------------------------------------------------------------
SECRET_KEY = environment.secret_key()
HOSTS = [host for host in environment.text("HOSTS", "").split(",") if host]  # the names people type
ALLOWED_HOSTS = [*HOSTS, "localhost", "127.0.0.1", "[::1]"]  # the machine itself asks for its health
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in HOSTS if SECURE]
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "onaccount.desk.components.views.csrf_failed"
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
STATIC_URL = "static/"
STATIC_ROOT = Path(environment.text("STATIC", str(places.home() / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG

# --- letters --------------------------------------------------------------------------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = environment.text("SMTP_HOST", "localhost")
EMAIL_PORT = int(environment.text("SMTP_PORT", "25"))
EMAIL_HOST_USER = environment.text("SMTP_USER", "")
EMAIL_HOST_PASSWORD = environment.text("SMTP_PASSWORD", "")
EMAIL_USE_TLS = environment.flag("SMTP_STARTTLS", default=False)
EMAIL_USE_SSL = environment.flag("SMTP_TLS", default=False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = environment.text("MAIL_FROM", "onaccount@localhost")

# --- logs -----------------------------------------------------------------------------------------------------------
LOGGING = logs.LOGGING
logs.configure()
