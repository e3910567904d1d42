"""The test suite: quick hashes, mail kept in memory, no worker to wake."""

TESTING = True
SECRET_KEY = "testing-key-0123456789-abcdefghijklm"  # noqa: S105
SECURITY_PASSWORD_SALT = "testing-salt-0123456789-abcdefghijkl"  # noqa: S105
SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS = {"bcrypt__rounds": 4}
MAIL_URL = "memory:"
SITE_URL = "http://localhost"
TRUSTED_HOSTS = ["localhost", "127.0.0.1"]
WAKING = False
CACHE_URL = "off"  # what a test has not committed, another connection can't see
VISITS_EVERY = 0  # nothing is written down but when a test asks for it
