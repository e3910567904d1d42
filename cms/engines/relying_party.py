"""Where passkeys of this site work: they are bound to its name, never to an address of numbers."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import current_app

LOOPBACK_NAME = "localhost"
USUAL_PORTS = {"http": 80, "https": 443}


def rp_id() -> str:
    """The name that passkeys are made for: the host of SITE_URL; on one's own machine localhost."""
    host = urlsplit(current_app.config["SITE_URL"]).hostname or ""
    return LOOPBACK_NAME if _is_loopback(host) else host


def home() -> str:
    """The origin at which passkeys work."""
    parts = urlsplit(current_app.config["SITE_URL"])
    named = parts.port and parts.port != USUAL_PORTS[parts.scheme]  # browsers leave the usual one out
    return f"{parts.scheme}://{rp_id()}{f':{parts.port}' if named else ''}"


def works_at(host: str) -> bool:
    """Whether a page that was asked for at this host can use them; the port is passed over."""
    return urlsplit(f"//{host}").hostname == rp_id()


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
