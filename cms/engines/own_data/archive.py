"""The archive that a person gets of what is held about them."""

from collections.abc import Iterator

from flask_babel import gettext as _

from cms.engines.database import only_looking
from cms.engines.own_data.parts import PARTS
from cms.engines.own_data.reading import files_of
from cms.engines.settings import setting
from cms.extensions import db
from cms.models import User, now
from cms.tools.zipping import zipped


def archive_of(user: User, *, private: bool) -> Iterator[bytes]:
    """A ZIP archive in pieces. Passwords, codes and keys are not in it, nor other people's addresses.

    `private`: the person takes it. Commit before: it is read in a transaction of its own, which keeps nobody
    from writing.
    """
    with only_looking():
        db.session.refresh(user)  # begins it
    parts, moment = [part for part in PARTS if private or not part.private], now()
    opening = _(
        "This is what %(site)s holds about %(person)s on %(moment)s (UTC).",
        site=setting("site_name"),
        person=user.display_name,
        moment=f"{moment:%Y-%m-%d %H:%M}",
    )
    account, texts = _("Your account"), _("The texts themselves, to be opened in a browser")
    picture = _("Your picture")
    lines = [opening, "", f"profile.json: {account}", f"picture.webp: {picture}"]
    lines += [f"{part.name}.json: {part.label}" for part in parts]
    lines += [f"texts/: {texts}", ""]
    lines.append(_("Of what there is nothing its file is missing; what is much goes on in a second one."))
    return zipped(files_of(user, parts, "\r\n".join(lines) + "\r\n"), moment)
