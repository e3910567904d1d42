"""The shortcuts of the keyboard, as a page; the same sheet opens over every screen."""

from flask_admin.base import expose
from flask_babel import lazy_gettext as _l

from cms.admin.base import GuardedView


class ShortcutsView(GuardedView):
    def __init__(self) -> None:
        super().__init__(name=_l("Keyboard shortcuts"), endpoint="shortcuts", url="/admin/shortcuts")

    def is_visible(self) -> bool:
        """Not in the menu: the account's menu leads here, and the key “?”."""
        return False

    @expose("/")
    def index(self) -> str:
        return self.render("admin/shortcuts.html")
