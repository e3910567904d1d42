"""What the layout shows on every page: the menu, dates in the site's zone, absolute addresses, excerpts."""

import html
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_skeleton
from flask import Flask, current_app, get_flashed_messages, request, session
from flask_babel import format_date, get_locale
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from cms.engines.reading.menu import menu
from cms.engines.settings import setting
from cms.rules.permissions import Permission, can
from cms.site.embeds import embedded
from cms.tools.annexes import AnnexWords, told
from cms.tools.bodies import presented
from cms.tools.html import excerpt
from cms.tools.languages import with_territory
from cms.tools.passages import Passage, with_passages
from cms.tools.snippets import marked

DESCRIPTION = 200  # characters


def init_app(app: Flask) -> None:
    """Register what templates call."""
    app.jinja_env.globals.update(
        absolute_url=absolute_url,
        enters_back_office=enters_back_office,
        flashes=flashes,
        setting=setting,
        site_date=site_date,
        site_month=site_month,
        site_menu=menu,
        site_zone=site_zone,
    )
    app.jinja_env.filters.update(
        as_absolute=as_absolute,
        as_excerpt=as_excerpt,
        as_lang=as_lang,
        presented=as_body,
        marked=marked,
        annotated=as_annotated_body,
        with_territory=with_territory,
    )


def absolute_url(path: str = "/") -> str:
    """The address with the site's own host, whichever one the visitor used."""
    return f"{current_app.config['SITE_URL']}{path}"


def as_absolute(address: str) -> str:
    """The address of a picture, for those who read it elsewhere."""
    return absolute_url(address) if address.startswith("/") else address


def enters_back_office() -> bool:
    """Whether to show the way into the back office."""
    return bool(can(current_user, Permission.BACKOFFICE_ENTER))


def flashes() -> list[Any]:
    """Categories and messages for this visitor; without a session cookie the session stays untouched."""
    if current_app.config["SESSION_COOKIE_NAME"] not in request.cookies and not session.modified:
        return []
    return get_flashed_messages(with_categories=True)


def site_zone() -> ZoneInfo:
    """The zone of the site's dates."""
    try:
        return ZoneInfo(setting("site_timezone"))
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def site_date(moment: datetime, style: str = "long") -> str:
    """The day of a moment as the site's zone has it, in the reader's language."""
    return format_date(moment.astimezone(site_zone()).date(), style)


def site_month(year: int, month: int) -> str:
    """A month and its year, in the order of the reader's language."""
    return format_skeleton("yMMMM", datetime(year, month, 1, tzinfo=site_zone()), locale=get_locale())


def as_excerpt(text: str, length: int = DESCRIPTION) -> str:
    """The beginning of a plain text, cut between words."""
    return excerpt(html.escape(text), length)


def as_lang(locale: str) -> str:
    """A locale as a `lang` attribute wants it."""
    return locale.replace("_", "-")


def as_body(markup: str) -> Markup:
    """A stored body for the page that has its title above."""
    return Markup(embedded(_read_out(markup)))  # noqa: S704 - the column type has sanitised it  # nosec B704


def as_annotated_body(markup: str, passages: Iterable[Passage]) -> Markup:
    """The same with passages marked that somebody has written notes on, and embeds as plain links."""
    marked_up = with_passages(_read_out(markup), passages)
    return Markup(marked_up)  # noqa: S704 - the column type has sanitised it, and all text is escaped again  # nosec B704


def _read_out(markup: str) -> str:
    words = AnnexWords(
        notes=_("Footnotes"),
        back=_("Back to footnote %(number)s in the text"),
        done=_("Done"),
        open=_("To do"),
    )
    return told(presented(markup, _("Table")), words)
