"""What machines read about a page, in the words of schema.org. Templates put it into a block of JSON-LD."""

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _

from cms.engines.settings import setting
from cms.models import Post, PostKind, User
from cms.site.dates import changed_at
from cms.site.layout import absolute_url, as_absolute, as_excerpt, as_lang
from cms.web.faces import portrait_url

SEARCHED = "search_term_string"


def init_app(app: Flask) -> None:
    """Register what templates call."""
    app.jinja_env.globals.update(
        graph_of_home=graph_of_home,
        graph_of_person=graph_of_person,
        graph_of_text=graph_of_text,
        graph_of_way=graph_of_way,
        changed_at=changed_at,
    )


def graph_of_home() -> dict[str, Any]:
    """The site, and how it is searched."""
    action = {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": f"{absolute_url(url_for('site.search'))}?q={{{SEARCHED}}}",
        },
        "query-input": f"required name={SEARCHED}",
    }
    told = {"name": setting("site_name"), "url": absolute_url("/"), "description": setting("tagline")}
    language = as_lang(setting("site_locale"))
    return _graph({"@type": "WebSite", **_given(told), "inLanguage": language, "potentialAction": action})


def graph_of_text(post: Post) -> dict[str, Any]:
    """A post or a page, and the way to it."""
    if not post.published_at:
        return _graph()
    way = [(tag.name, url_for("site.tag", slug=tag.slug)) for tag in post.tags[:1]]
    return _graph(_text(post), _way([*way, (post.title, post.path)]))


def graph_of_person(person: User) -> dict[str, Any]:
    """An author, and the way to their page."""
    path = url_for("site.author", handle=person.handle)
    picture = as_absolute(portrait_url(person, "large")) if person.portrait else ""
    told = {"image": picture, "description": as_excerpt(person.bio or "")}
    return _graph({**_person(person), **_given(told)}, _way([(person.display_name, path)]))


def graph_of_way(*places: tuple[str, str]) -> dict[str, Any]:
    """The way to a page: names and paths of what is passed from the home page on."""
    return _graph(_way(places))


def _text(post: Post) -> dict[str, Any]:
    told = {
        "headline": post.title,
        "description": post.meta_description or post.summary or as_excerpt(post.body_text),
        "url": absolute_url(post.path),
        "mainEntityOfPage": absolute_url(post.path),
        "datePublished": post.published_at.isoformat(timespec="seconds") if post.published_at else "",
        "dateModified": changed_at(post).isoformat(timespec="seconds"),
        "inLanguage": as_lang(post.locale),
        "image": as_absolute(post.lead_image),
        "keywords": ", ".join(tag.name for tag in post.tags),
    }
    publisher = {"@type": "Organization", "name": setting("site_name"), "url": absolute_url("/")}
    if post.kind == PostKind.PAGE:  # a page of the site is nobody's in particular
        return {"@type": "WebPage", **_given(told), "publisher": publisher}
    return {"@type": "BlogPosting", **_given(told), "author": _person(post.author), "publisher": publisher}


def _person(person: User) -> dict[str, Any]:
    url = absolute_url(url_for("site.author", handle=person.handle))
    return {"@type": "Person", "name": person.display_name, "url": url}


def _way(places: Any) -> dict[str, Any]:
    steps = [
        {"@type": "ListItem", "position": position, "name": name, "item": absolute_url(path)}
        for position, (name, path) in enumerate([(_("Home"), "/"), *places], start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def _graph(*things: dict[str, Any]) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@graph": list(things)}


def _given(told: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in told.items() if value}
