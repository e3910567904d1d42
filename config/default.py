"""What holds in every mode; cms/configuration.py adds what the environment and the instance say."""

from datetime import timedelta

MAX_CONTENT_LENGTH = 2 * 1024 * 1024  # bytes of a request's body; past it 413
MAX_FORM_MEMORY_SIZE = 2 * 1024 * 1024
MAX_FORM_PARTS = 1000

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# How long a cookie may live; what it opens ends earlier, by the site's settings.
PERMANENT_SESSION_LIFETIME = timedelta(days=365)
# Renewed only when it changes: so answers that caches keep never carry it.
SESSION_REFRESH_EACH_REQUEST = False

# A form may lie open for a working day before its token expires.
WTF_CSRF_TIME_LIMIT = 12 * 60 * 60
WTF_CSRF_CHECK_DEFAULT = True

SQLALCHEMY_ENGINE_OPTIONS = {"pool_pre_ping": True}

BABEL_DEFAULT_LOCALE = "en"
BABEL_DEFAULT_TIMEZONE = "UTC"
LOCALES = ["en", "de", "es", "ar"]

MAIL_TIMEOUT = 15  # seconds
MAIL_DEFAULT_SENDER = "Masthead <noreply@example.com>"

WAKING = True  # tell the worker at once what was committed for it
VISITS_EVERY = 30  # seconds between two batches of counted visits

CACHE_URL = "memory"  # whole pages: memory, or off

COMMENT_CHECKER = ""  # package.module:name of an outside checker of comments; none by default
