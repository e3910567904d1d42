"""Posts, pages, comments and tags: what can be asked of their screens."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from cms.extensions import db
from cms.models import CommentStatus, Note, PostStatus, PreviewLink
from cms.rules.permissions import Permission as P
from cms.rules.workflow import MODERATION, PUBLICATION, REVIEW
from tests.access.asks import HIDDEN, Ask, of_screen
from tests.access.records import ASIDE

LATER = (datetime.now(UTC) + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
TYPED = {"title": "Typed", "body": "<p>Typed.</p>", "at": LATER, "until": LATER}
# Publishing again what is public, without changes, is nothing to do.
PUBLISHABLE = PUBLICATION["publish"].sources - {PostStatus.PUBLISHED}
# Planning the publication of what visitors see already is nothing to do.
PLANNABLE = PUBLICATION["schedule"].sources - {PostStatus.PUBLISHED}
BULK = ("publish", "unpublish", "trash", "restore")


def sources(name):
    return PUBLISHABLE if name == "publish" else PUBLICATION[name].sources


def edited(act="save"):
    return lambda record: {**TYPED, "base": record.version, "act": act}


def chosen(record):
    return {"theirs": record.version, "field-title": "mine"}


def texts(screen, noun):
    """The screens of posts and pages, which are alike."""

    def needed(act):
        return P(f"{noun}.{act}")

    enter = (P.BACKOFFICE_ENTER, needed("view"))
    shared = {"screen": enter, "on": screen}
    asks = of_screen(
        screen,
        needed("view"),
        create=needed("create"),
        edit=needed("edit"),
        delete=needed("delete"),
        export=P.EXPORT,
        typed={**TYPED, "act": "save"},
        changed=edited(),
        gone=frozenset({PostStatus.TRASHED}),
    )
    for act, extra in (("publish", "publish"), ("schedule", "publish"), ("submit", "submit")):
        needs = {"create": (needed("create"), needed(extra)), "edit": (needed("edit"), needed(extra))}
        form = {**TYPED, "act": act}
        asks.append(Ask(f"{screen}.create_view", "POST", act, enter, needs["create"], form=form))
        states = PUBLICATION["schedule"].sources if act == "schedule" else None
        asks.append(
            Ask(
                f"{screen}.edit_view",
                "POST",
                act,
                needs=needs["edit"],
                states=states,
                form=edited(act),
                **shared,
            )
        )
    asks += plans(screen, enter, needed("edit"), needed("publish"))
    for name in PUBLICATION.keys() - {"schedule", "schedule_end"}:
        needs = (needed(PUBLICATION[name].act),)
        states = sources(name)
        change = Ask(
            f"{screen}.publication_view",
            "POST",
            name,
            needs=needs,
            states=states,
            form={"transition": name},
            **shared,
        )
        asks.append(change)
        asks.append(
            Ask(
                f"{screen}.publication_view",
                "GET",
                name,
                needs=needs,
                states=None,
                query={"transition": name},
                **shared,
            )
        )
    for name, move in REVIEW.items():
        asks.append(
            Ask(
                f"{screen}.review_view",
                "POST",
                name,
                needs=(needed(move.act),),
                states=move.sources,
                state="review",
                form={"transition": name},
                **shared,
            )
        )
    for name in BULK:
        asks.append(bulk(screen, name, enter, needed(PUBLICATION[name].act), sources(name)))
    if screen == "posts":
        asks.append(bulk(screen, "add_tag", enter, needed("edit"), None))
    asks += proofing(screen, needed)
    asks += autosaves(screen, enter, needed("create"), needed("edit"))
    merge = {**shared, "needs": (needed("edit"),), "query": {"mine": ASIDE}}
    asks.append(Ask(f"{screen}.merge_view", **merge))
    asks.append(Ask(f"{screen}.merge_view", "POST", form=chosen, **merge))
    asks += past(screen, enter, needed("edit"))
    lookup = (needed("create"),)  # whoever may edit any may create
    asks.append(Ask(f"{screen}.ajax_lookup", screen=enter, needs=lookup, query={"name": "tags"}))
    return asks


def proofing(screen, needed):
    """Previews of a text, the links to them, and the notes on it."""
    edit, view = (needed("edit"),), (needed("view"),)
    enter = (P.BACKOFFICE_ENTER, needed("view"))

    def post_form(endpoint, needs, form):
        return Ask(f"{screen}.{endpoint}", "POST", screen=enter, needs=needs, on=screen, form=form)

    settled = post_form("settling_view", edit, lambda record: {"note": of(Note, record), "act": "settle"})
    revoked = post_form("revocation_view", edit, lambda record: {"link": of(PreviewLink, record)})
    replied = post_form("reply_view", view, lambda record: {"note": of(Note, record), "text": "It is."})
    return [
        post_form("preview_link_view", edit, {"days": "7", "version": "newest"}),
        *(settled, revoked, replied),
        post_form("presence_view", edit, {"tab": "window"}),
        Ask("site.preview", on=screen),
        Ask("site.write_note", "POST", needs=view, on=screen, form={"text": "Is this so?"}),
    ]


def autosaves(screen, enter, create, edit):
    """What is typed is kept by itself for whoever may write there."""
    typed = {**TYPED, "sitting": "a" * 22, "turn": "1"}
    dropped = {"autosave": "1"}
    on = {"screen": enter, "needs": (edit,), "on": screen}
    new = {"screen": enter, "needs": (create,)}
    return [
        Ask(f"{screen}.autosave_view", "POST", form=typed, **on),
        Ask(f"{screen}.autosave_view", "POST", "of a new one", form=typed, **new),
        Ask(f"{screen}.autosave_removal_view", "POST", form=dropped, **on),
        Ask(f"{screen}.autosave_removal_view", "POST", "of a new one", form=dropped, **new),
    ]


def past(screen, enter, edit):
    """Who sees a text sees its timeline; who may edit it brings a revision back."""
    shared = {"screen": enter, "on": screen}

    def aside(record):
        return {"revision": ASIDE, "base": record.version}

    return [
        Ask(f"{screen}.timeline_view", **shared),
        Ask(f"{screen}.compare_view", **shared),
        Ask(f"{screen}.restoration_view", "POST", needs=(edit,), form=aside, **shared),
    ]


def of(noun, record):
    """The record's own link or note."""
    return db.session.scalars(select(noun.id).where(noun.post_id == record.id)).one()


def plans(screen, enter, edit, publish):
    """A chosen revision later, the end of a publication, and what is not planned can't be cancelled."""
    shared = {"screen": enter, "on": screen}

    def chosen(record):
        return {"version": record.version, "at": LATER}

    return [
        Ask(
            f"{screen}.edit_view",
            "POST",
            "schedule_end",
            needs=(edit, publish),
            states=PUBLICATION["schedule_end"].sources,
            form=edited("schedule_end"),
            **shared,
        ),
        Ask(f"{screen}.schedule_view", "POST", needs=(publish,), states=PLANNABLE, form=chosen, **shared),
        Ask(
            f"{screen}.unschedule_view",
            "POST",
            needs=(publish,),
            states=frozenset(),
            form={"verb": "publish"},
            **shared,
        ),
    ]


def bulk(screen, name, enter, permission, states):
    return Ask(
        f"{screen}.action_view",
        "POST",
        name,
        screen=enter,
        needs=(permission,),
        on=screen,
        states=states,
        bulk=True,
        form=lambda record: {"action": name, "rowid": record.id, "confirmed": "1", "text": "harbour"},
    )


def comments():
    enter = (P.BACKOFFICE_ENTER, P.COMMENT_MODERATE)
    asks = of_screen(
        "comments",
        P.COMMENT_MODERATE,
        delete=P.COMMENT_DELETE,
        export=P.EXPORT,
        gone=frozenset({CommentStatus.TRASHED}),
    )
    for name, move in MODERATION.items():
        asks.append(
            Ask(
                "comments.moderation_view",
                "POST",
                name,
                screen=enter,
                needs=(P.COMMENT_MODERATE,),
                on="comments",
                states=move.sources,
                form={"transition": name},
            )
        )
        asks.append(bulk("comments", name, enter, P.COMMENT_MODERATE, move.sources))
    asks.append(Ask("comments.bans_view", screen=(*enter, P.COMMENT_BAN)))
    asks.append(
        Ask(
            "comments.ban_view",
            "POST",
            screen=enter,
            asked=(P.COMMENT_BAN,),
            on="comments",
            form={"reason": "x"},
        )
    )
    # No ban has this number.
    asks.append(
        Ask(
            "comments.unban_view",
            "POST",
            screen=(*enter, P.COMMENT_BAN),
            form={"id": 2**31 - 1},
            allowed=HIDDEN,
        )
    )
    # Nothing on this screen is typed in, so there is nothing to suggest.
    asks.append(Ask("comments.ajax_lookup", screen=enter, allowed="forbidden"))
    return asks


def tags():
    enter = (P.BACKOFFICE_ENTER, P.TAG_VIEW)
    return [
        *of_screen(
            "tags",
            P.TAG_VIEW,
            create=P.TAG_CREATE,
            edit=P.TAG_EDIT,
            delete=P.TAG_DELETE,
            export=P.EXPORT,
            typed={"name": "Typed"},
        ),
        bulk("tags", "delete", enter, P.TAG_DELETE, None),
        Ask("tags.ajax_lookup", screen=enter, needs=(P.TAG_CREATE,), allowed=HIDDEN),
    ]


def redirects():
    """Old addresses, and those asked for in vain."""
    enter = (P.BACKOFFICE_ENTER, P.REDIRECT_VIEW)
    typed = {"path": "/typed-one", "target": "/typed-two", "kind": "permanent"}
    put_aside = Ask("missing.ignoring_view", "POST", screen=enter, needs=(P.REDIRECT_EDIT,), on="missing")
    return [
        *of_screen(
            "redirects",
            P.REDIRECT_VIEW,
            create=P.REDIRECT_CREATE,
            edit=P.REDIRECT_EDIT,
            delete=P.REDIRECT_DELETE,
            export=P.EXPORT,
            typed=typed,
        ),
        bulk("redirects", "delete", enter, P.REDIRECT_DELETE, None),
        Ask("redirects.ajax_lookup", screen=enter, needs=(P.REDIRECT_CREATE,), allowed=HIDDEN),
        Ask("redirects.import_view", screen=enter, needs=(P.REDIRECT_CREATE,)),
        Ask(
            "redirects.import_view",
            "POST",
            screen=enter,
            needs=(P.REDIRECT_CREATE,),
            form={"lines": "/typed-three,/typed-four"},
        ),
        *of_screen("missing", P.REDIRECT_VIEW, export=P.EXPORT),
        bulk("missing", "ignore", enter, P.REDIRECT_EDIT, None),
        Ask("missing.ajax_lookup", screen=enter, allowed="forbidden"),
        put_aside,
    ]


def calendar():
    """Who sees a post sees its plan; who may publish the post moves it."""
    enter = (P.BACKOFFICE_ENTER, P.POST_VIEW)
    all_texts = (P.POST_VIEW, P.PAGE_VIEW)
    return [
        Ask("calendar.index", screen=enter),
        Ask("calendar.moment_view", screen=enter, every=all_texts, query={"at": LATER}),
        Ask("site.moment", every=all_texts),
        *(
            Ask(
                "calendar.move_view",
                method,
                on=f"scheduled {noun}s",
                screen=enter,
                needs=(P(f"{noun}.publish"),),
                form={"at": LATER},
            )
            for noun in ("post", "page")
            for method in ("GET", "POST")
        ),
    ]


ASKS = [*texts("posts", "post"), *texts("pages", "page"), *calendar(), *comments(), *tags(), *redirects()]
