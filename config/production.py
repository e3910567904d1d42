"""A public site behind TLS; cms/configuration.py refuses to start it half configured."""

DEBUG = False
# A browser takes a cookie of such a name over TLS only, for the whole host and for no other: a neighbour on
# another subdomain can't plant one.
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
PREFERRED_URL_SCHEME = "https"
