"""A person who saves by the form, again and again, and remembers which saves were acknowledged."""

import http.client
import re
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from typing import Any

from tests.endurance.installation import EMAIL, PASSWORD

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
BASE = re.compile(r'name="base"[^>]*value="(\d+)"')
# What a request meets when the process that answers is killed.
CUT_OFF = (OSError, http.client.HTTPException)


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_rest: Any) -> None:
        return None


class Writer:
    """`acknowledged` holds the titles whose save was answered with success."""

    def __init__(self, port: int, post: int) -> None:
        self.site = f"http://127.0.0.1:{port}"
        self.edit = f"/admin/posts/edit/?id={post}"
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        self._opener = urllib.request.build_opener(cookies, _Stay())
        self.acknowledged: list[str] = []
        self._opened: tuple[str, int] | None = None

    def sign_in(self) -> None:
        _code, page = self._ask("/login")
        sent = {"email": EMAIL, "password": PASSWORD, "csrf_token": TOKEN.findall(page)[0]}
        code, page = self._ask("/login", sent)
        assert code in (302, 303), page

    def save(self, title: str) -> bool:
        """Whether it was acknowledged; when the answer was cut off, nobody knows yet, so it is not."""
        try:
            token, base = self._opened or self._open()
            self._opened = None
            sent = {"title": title, "body": "<p>Kept.</p>", "comment_policy": "open", "act": "save"}
            code, page = self._ask(self.edit, {**sent, "csrf_token": token, "base": str(base)})
        except CUT_OFF:
            self._opened = None
            return False
        assert code == 302, (code, page[:2000])
        self.acknowledged.append(title)
        self._opened = (token, base + 1)
        return True

    def _open(self) -> tuple[str, int]:
        _code, page = self._ask(self.edit)
        return TOKEN.findall(page)[0], int(BASE.findall(page)[0])

    def _ask(self, path: str, sent: dict[str, str] | None = None) -> tuple[int, str]:
        data = urllib.parse.urlencode(sent).encode() if sent else None
        try:
            with self._opener.open(self.site + path, data, timeout=5) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
