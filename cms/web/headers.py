"""Security headers: one strict policy for every answer; only the hosts of embeds may be added to it."""

from collections.abc import Iterable

from flask import Flask, Response, g, request
from werkzeug.middleware.proxy_fix import ProxyFix

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: https:",
        "media-src 'self' https:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)

# None of these is used anywhere; a script that got in could use none either.
DENIED = (
    *(
        "accelerometer",
        "ambient-light-sensor",
        "autoplay",
        "battery",
        "bluetooth",
        "browsing-topics",
        "camera",
    ),
    *("display-capture", "document-domain", "encrypted-media", "gamepad", "geolocation", "gyroscope", "hid"),
    *("idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment", "picture-in-picture"),
    *("screen-wake-lock", "serial", "storage-access", "usb", "window-management", "xr-spatial-tracking"),
)
# Passkeys and copying a link are for our own pages; what an embed shows may fill the screen.
GRANTED = (
    "publickey-credentials-create=(self)",
    "publickey-credentials-get=(self)",
    "clipboard-write=(self)",
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join((*(f"{feature}=()" for feature in DENIED), *GRANTED)),
}
ONE_YEAR = 31_536_000  # seconds
FOR_EVER = f"public, max-age={ONE_YEAR}, immutable"


def init_app(app: Flask) -> None:
    """Send the headers with every answer; HSTS too where the site is served over TLS.

    Of the headers that come in, those of proxies are believed as far as CMS_PROXIES counts them.
    """
    if proxies := app.config["PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign]

    @app.after_request
    def send_headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers[name] = value
        if origins := g.get("framed"):
            response.headers["Content-Security-Policy"] = f"{POLICY}; frame-src {' '.join(sorted(origins))}"
        if app.config["SITE_URL"].startswith("https://"):
            response.headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}; includeSubDomains"
        if request.endpoint == "static" and request.args.get("v"):
            response.headers["Cache-Control"] = FOR_EVER
        return response


def permit_frames(origins: Iterable[str]) -> None:
    """Let this answer show what comes from these origins in frames."""
    g.framed = {*g.get("framed", ()), *origins}
