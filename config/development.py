"""One person's machine: mail lands in a folder and on the console, demo people may exist."""

MAIL_URL = "file:mail"
SITE_URL = "http://127.0.0.1:8000"
TRUSTED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
