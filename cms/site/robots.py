"""What crawlers may skip, and where the sitemap is."""

from flask import Response

from cms.site.blueprint import site
from cms.site.layout import absolute_url

SKIPPED = (
    "/admin/",
    "/api/",
    "/search",
    "/login",
    "/logout",
    "/register",
    "/reset",
    "/confirm",
    "/account",
    "/preview/",
)


@site.get("/robots.txt")
def robots() -> Response:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in SKIPPED)]
    text = "\n".join([*lines, "", f"Sitemap: {absolute_url('/sitemap.xml')}", ""])
    return Response(text, mimetype="text/plain")
