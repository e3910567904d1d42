"""Which addresses asked for in vain say nothing about the site: what scanners try everywhere, and secrets."""

import re

_SCANNED = re.compile(
    r"""(?:^|/)(?:\.(?!well-known)|wp-(?:admin|login|includes|content|json|config|cron)|xmlrpc|phpmyadmin|pma|cgi-bin
        |administrator|phpinfo|vendor/|_ignition|actuator|owa/|autodiscover|solr/|boaform|hnap1|config\.json)
        |\.(?:aspx?|jspx?|cgi|pl|env|ini|sql|bak|old|swp|log|ya?ml|zip|t?gz|rar|7z|tar|exe|dll|sh)$""",
    re.IGNORECASE | re.VERBOSE,
)
_SCRIPT = re.compile(r"\.php\d?(?:/|$)", re.IGNORECASE)
_OURS = re.compile(r"^/(?:admin|api|static|media|preview|login|logout|account|invitation)(?:/|$)")
# What links of mails and previews carry: three parts with dots between, or one long random part.
_SECRET = re.compile(
    r"(?<=/)(?:[\w-]{4,}\.[\w-]{4,}\.[\w-]{16,}|(?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]{24,}|[0-9a-f]{24,})(?=/|$)"
)


def tells_something(path: str, referrer: str) -> bool:
    """Whether the address is worth a look. `referrer` is the host of the page that led there, if one did.

    Scripts are what scanners ask for most, but an old site may have had some: then pages link to them.
    """
    if _SCANNED.search(path) or _OURS.match(path) or "@" in path or _SECRET.search(path):
        return False
    return bool(referrer) or not _SCRIPT.search(path)
