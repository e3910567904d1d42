"""Whether a page of this site sent a form: where no token can tell, because the page is everybody's."""

from urllib.parse import urlsplit

from flask import current_app, request
from flask_babel import lazy_gettext as _l

from cms.actions.errors import Refused

OURS = ("same-origin", "none")  # none: by the person alone, as when a page is loaded anew


def require_own_page() -> None:
    """Raise Refused unless the browser says that the request comes from here. It says so by itself."""
    if not _is_from_here():
        raise Refused(
            _l(
                "This form was not sent from a page of this site. Copy what you wrote, open the page here, "
                "and send it from there."
            )
        )


def _is_from_here() -> bool:
    """Browsers of before 2023 send no Sec-Fetch-Site, but Origin with every POST. Nobody sends neither."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None and site not in OURS:
        return False
    if origin is not None:
        return origin in (_origin_of(current_app.config["SITE_URL"]), _origin_of(request.host_url))
    return site is not None


def _origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
