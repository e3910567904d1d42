"""Films, sounds and maps of other sites in a text: a card that loads nothing until a reader asks for it."""

from flask import render_template
from flask_babel import gettext as _

from cms.tools.embeds import Embed, with_embeds
from cms.web.headers import permit_frames


def embedded(markup: str) -> str:
    """The body of a page with its cards. Only the hosts of these may show frames on it."""
    shown, origins = with_embeds(markup, _card)
    permit_frames(origins)
    return shown


def _card(embed: Embed, title: str) -> str:
    shown = {"embed": embed, "title": title or _("From %(host)s", host=embed.host)}
    inside = render_template("site/embed_inside.html", **shown)
    return render_template("site/embed.html", **shown, inside=inside, has_title=bool(title))
