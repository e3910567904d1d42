"""A public site behind TLS; cms/configuration.py refuses to start it half configured."""

DEBUG = False
SESSION_COOKIE_SECURE = True
PREFERRED_URL_SCHEME = "https"
