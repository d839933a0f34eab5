"""Settings: one file, safe by default, configured by environment variables.

Every variable is read through `env` and listed in `.env.example` and docs/running.md.
A deployment that sets only SECRET_KEY, ALLOWED_HOSTS and SITE_URL is a safe one.
"""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.utils.translation import gettext_lazy as _

from bluecampaign.databases import databases_of
from bluecampaign.media.storage import storage_of
from bluecampaign.pages.loaders import template_loaders
from bluecampaign.translation import languages
from bluecampaign.web import leaving
from bluecampaign.web.environment import Environment
from bluecampaign.web.policies import OWN_FILES, REFUSED
from bluecampaign.web.privacy import logging_to_console
from bluecampaign.web.tags import tag_by_name

languages.register_missing_languages()

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment()
environ.Env.read_env(BASE_DIR / ".env")

# --- What this copy is -------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.needed(
    "SECRET_KEY",
    "Make one with `openssl rand -hex 32`, and give all processes the same. "
    "ALLOWED_HOSTS and SITE_URL are wanted as well: see docs/running.md.",
)
# The public origin: canonical links, sitemaps, feeds and share images are built on it.
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
# The government banner and the identifier belong to .gov sites alone.
SITE_OFFICIAL = env.bool("SITE_OFFICIAL", default=False)
SITE_NAME = _("Blue Campaign")
# What a list of visited pages shows first, or at all (bluecampaign/pages/titles.py).
SITE_TITLES = env.str("SITE_TITLES", default="site-first")
# Where "Leave this site now" leads, by language, and whether Shift three times does so too.
SITE_EXIT_URL = leaving.read(env.str("SITE_EXIT_URL", default=""))
SITE_EXIT_SHORTCUT = env.bool("SITE_EXIT_SHORTCUT", default=True)
PARTNER_MARKS = env.bool("PARTNER_MARKS", default=True)
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="")
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="")
# A number that nobody has called for longer than this stands on the staff's first page.
HOTLINE_VERIFY_DAYS = env.int("HOTLINE_VERIFY_DAYS", default=90)
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))

# --- Apps: floor, then hotlines, awareness, resources, then the roof ---------------

INSTALLED_APPS = [
    "modeltranslation",
    "bluecampaign.apps.OfficeConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "csp",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "bluecampaign.signin",
    "bluecampaign.publishing",
    "bluecampaign.links",
    "bluecampaign.wording",
    "bluecampaign.translation",
    "bluecampaign.media",
    "bluecampaign.search",
    "hotlines",
    "awareness",
    "resources",
    "bluecampaign",
]

MIDDLEWARE = [
    # What goes wrong has a number that its lines in the log and its answer share.
    "bluecampaign.web.request_id.RequestIdMiddleware",
    # TLS, HSTS, nosniff, no referrer: before anything answers.
    "django.middleware.security.SecurityMiddleware",
    # Static files with far-future caching, without a second server.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Every answer says who may keep it; what says nothing is kept by nobody.
    "bluecampaign.web.posture.CachePostureMiddleware",
    # One strong ETag for the bytes as they travel, so outside of the compression.
    "django.middleware.http.ConditionalGetMiddleware",
    # Pages carry no secret a compressed body could leak; staff pages are left alone.
    "bluecampaign.web.compression.CompressionMiddleware",
    # Nothing runs and nothing loads but our own files.
    "bluecampaign.web.isolation.PolicyMiddleware",
    # No page of ours is loaded into another site's.
    "bluecampaign.web.isolation.IsolationMiddleware",
    # No camera, microphone, location or any other sensor.
    "django_permissions_policy.PermissionsPolicyMiddleware",
    # The address names the language; cookies and headers are not asked.
    "bluecampaign.translation.middleware.LanguageMiddleware",
    # Public views see no cookie; forms of staff may say where they come from.
    "bluecampaign.web.staff.StaffMiddleware",
    # Staff sign-in; public views never touch it.
    "bluecampaign.signin.middleware.PatientSessionMiddleware",
    # The closing slash.
    "django.middleware.common.CommonMiddleware",
    # Forms in the admin.
    "django.middleware.csrf.CsrfViewMiddleware",
    # Who is signed in, for the admin.
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Whether their session has shown the second factor.
    "django_otp.middleware.OTPMiddleware",
    # "Saved" and its like, in the admin.
    "django.contrib.messages.middleware.MessageMiddleware",
    # Staff sessions end in time; the audit log learns who acts.
    "bluecampaign.signin.middleware.StaffSessionMiddleware",
    # Nobody frames a page to steal a click.
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Last, as it asks: too many wrong passwords are answered with how long to wait.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "bluecampaign.urls"
WSGI_APPLICATION = "bluecampaign.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": template_loaders(cached=not DEBUG),
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bluecampaign.pages.context.site",
            ],
        },
    },
]

# --- Data --------------------------------------------------------------------------

DATABASES = databases_of(env, DATA_DIR)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Languages ---------------------------------------------------------------------

LANGUAGE_CODE = languages.SOURCE
LANGUAGES = [(language.code, language.name) for language in languages.LANGUAGES]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["bluecampaign.translation.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "America/New_York"
# While a translation is older than its English: show it with a notice, or English.
TRANSLATION_OUTDATED = env.dict("TRANSLATION_OUTDATED", default={"*": "show"})
MODELTRANSLATION_DEFAULT_LANGUAGE = languages.SOURCE
MODELTRANSLATION_LANGUAGES = languages.CODES
MODELTRANSLATION_FALLBACK_LANGUAGES = (languages.SOURCE,)

# --- Static and uploaded files -----------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/files/"  # not media/, which is a page
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": storage_of(env),
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
        # Whoever gathers them is not always whoever serves them: in the image it is root.
        "OPTIONS": {"file_permissions_mode": 0o644},
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Static files are for our own pages.
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_ADD_HEADERS_FUNCTION = tag_by_name
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_HANDLERS = ["bluecampaign.media.receiving.LimitedUploadHandler"]
# A virus scanner: the socket of clamd or host:port. Where it is set, no answer is no upload.
CLAMD_ADDRESS = env.str("CLAMD_ADDRESS", default="")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A page with twenty blocks has some hundreds of fields; a hostile form has thousands.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# --- What stands in front ----------------------------------------------------------

# Seconds that a CDN keeps public pages, while it is told of each change (docs/running.md).
CDN_MAX_AGE = env.int("CDN_MAX_AGE", default=0)
# The tag by which it is told to forget all of them.
CDN_TAG = "bluecampaign-pages" if env.str("CDN_PURGE_URL", default="") else ""

# --- Security ----------------------------------------------------------------------

# On everywhere but on a developer's own machine, where there is no certificate.
HTTPS = env.bool("HTTPS", default=True)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
# The next site does not learn where the reader came from.
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_PATH = "/admin/"
CSRF_COOKIE_PATH = "/admin/"
# A cookie for messages would belong to the public pages as well.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "bluecampaign.views.form_refused"
CSRF_TRUSTED_ORIGINS = [SITE_URL] if urlsplit(SITE_URL).scheme == "https" else []
X_FRAME_OPTIONS = "DENY"
if TRUST_PROXY := env.bool("TRUST_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = OWN_FILES
PERMISSIONS_POLICY: dict[str, list[str]] = {feature: [] for feature in REFUSED}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]

# --- Sign-in of staff --------------------------------------------------------------

# Off only on your own machine: a password alone is guessed, phished or reused.
STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", default=HTTPS)
STAFF_IDLE_LIMIT, STAFF_SESSION_LIMIT = timedelta(minutes=30), timedelta(hours=12)
# The audit log keeps so many days: `prune_audit` removes what is older.
AUDIT_DAYS = env.int("AUDIT_DAYS", default=730)
OTP_TOTP_ISSUER = "Blue Campaign office"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# One name at one address waits; nobody can lock out everybody behind an address.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "bluecampaign.signin.lockout.locked_page"
# Only the failures themselves are kept, and only while they count.
AXES_HANDLER = "bluecampaign.signin.lockout.DiscreetHandler"
AXES_CLIENT_IP_CALLABLE = "bluecampaign.signin.lockout.masked_address"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# --- Links -------------------------------------------------------------------------

# Seconds between two requests of the link checker to one site.
LINK_CHECK_DELAY = 2.0
# The checker never looks into private networks. Tests name their own server here.
LINK_CHECK_PRIVATE_HOSTS: tuple[str, ...] = ()

# --- Logs: what went wrong, never who was reading ----------------------------------

OURS = {"handlers": ["console"], "level": "INFO", "propagate": False}
LOGGING = logging_to_console(
    env.str("LOG_LEVEL", default="INFO"),
    {
        # Django's own handlers would mail or print the request; ours drops it.
        "django": OURS,
        "django.server": OURS,
        # Tells at every start that its logging works.
        "pikepdf": {"level": "WARNING"},
        # The audit log says who signed in.
        "axes": {"level": "WARNING"},
    },
    env.str("LOG_FORMAT", default="plain"),
)
