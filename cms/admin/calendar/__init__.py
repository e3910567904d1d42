"""The calendar: what is scheduled and what was published; what is scheduled can be moved."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import abort, flash, jsonify, make_response, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cms.actions.checks import require
from cms.actions.errors import Invalid, NotPossible, Refused, Sentence
from cms.actions.scheduling import reschedule
from cms.admin.base import GuardedView, actor
from cms.admin.base.moments import EARLIEST, LATEST, moment_from, moment_text, zone
from cms.admin.calendar.ahead import may_look_ahead, moment_url
from cms.admin.calendar.entries import days_of, details_url, label_of, wanted_plan
from cms.admin.calendar.period import VIEWS, asked_period, today
from cms.extensions import db
from cms.models import Schedule, now
from cms.rules.permissions import Decision, Permission, can
from cms.rules.workflow import permission_for
from cms.tools.moments import whole_minute
from cms.tools.numbers import key_in

VIEW_LABELS = {"month": _l("Month"), "week": _l("Week"), "agenda": _l("Agenda")}


class CalendarView(GuardedView):
    icon = "calendar"

    def __init__(self) -> None:
        super().__init__(name=_l("Calendar"), endpoint="calendar", url="calendar", menu_icon_value=self.icon)

    def entry(self) -> Decision:
        entering = super().entry()
        if not entering:
            return entering
        posts = can(actor(), Permission.POST_VIEW)
        return posts if posts else can(actor(), Permission.PAGE_VIEW)

    @expose("/")
    def index(self) -> str:
        period = asked_period()
        days, is_cut = days_of(period)
        return self.render(
            "admin/calendar/index.html",
            period=period,
            days=days,
            is_cut=is_cut,
            is_empty=not any(day.entries for day in days),
            today=today(),
            views=[(view, VIEW_LABELS[view], self.address(view, period.day)) for view in VIEWS],
            address=self.address,
            whole_date=lambda day: format_date(day, "full"),
            zone=zone().key,
            looks_ahead=may_look_ahead(),
            typed=f"{max(period.day, today() + timedelta(days=1)).isoformat()}T09:00",
        )

    @expose("/moment/")
    def moment_view(self) -> ResponseReturnValue:
        """Leads to the site as it will be at the moment in the form."""
        decision = may_look_ahead()
        if not decision:
            raise Refused(decision)
        typed = request.args.get("at", "").strip()
        try:
            at = moment_from(typed)
            if at <= now():
                raise ValueError(_("Choose a moment in the future."))
        except ValueError as fault:
            return make_response(self._ahead(typed, str(fault)), 422)
        return redirect(moment_url(at))

    @expose("/move/", methods=("GET", "POST"))
    def move_view(self) -> ResponseReturnValue:
        """By a form, or with `day` alone by a script, which is answered with a sentence."""
        row = _wanted()
        if request.method != "POST":
            require(actor(), permission_for("publish", row.post), row.post)
            return self._form(row)
        try:
            moved = reschedule(row, _asked_moment(row), by=actor())
        except (Refused, NotPossible, Invalid) as obstacle:
            return self._stays(row, obstacle)
        db.session.commit()
        return self._moved(moved)

    def address(self, view: str, day: date) -> str:
        return self.get_url(".index", view=view, day=day.isoformat())

    def _ahead(self, typed: str, fault: str) -> str:
        back = self.address(VIEWS[0], today())
        return self.render("admin/calendar/ahead.html", typed=typed, fault=fault, zone=zone().key, back=back)

    def _moved(self, row: Schedule) -> ResponseReturnValue:
        sentence = _("“%(title)s” is moved to %(moment)s.", title=row.post.title, moment=moment_text(row.at))
        view = request.form.get("view", "")
        day = row.at.astimezone(zone()).date()
        url = self.address(view if view in VIEWS else VIEWS[0], day)
        if _wants_json():
            return jsonify(sentence=sentence, day=day.isoformat(), url=url)
        flash(sentence, "success")
        return redirect(url)

    def _stays(self, row: Schedule, obstacle: Refused | NotPossible | Invalid) -> ResponseReturnValue:
        if not _wants_json() and not isinstance(obstacle, Invalid):
            raise obstacle
        db.session.rollback()
        code, sentence = _told(obstacle)
        if _wants_json():
            return make_response(jsonify(sentence=str(sentence)), code)
        return make_response(self._form(row, sentence), code)

    def _form(self, row: Schedule, fault: Sentence = "") -> str:
        local = row.at.astimezone(zone())
        return self.render(
            "admin/calendar/move.html",
            row=row,
            label=label_of(row),
            typed=request.form.get("at") or local.strftime("%Y-%m-%dT%H:%M"),
            fault=fault,
            zone=zone().key,
            back=self.address(VIEWS[0], local.date()),
            details=details_url(row.post),
            ahead=moment_url(whole_minute(row.at)) if may_look_ahead() else "",
        )


def _wanted() -> Schedule:
    number = key_in(request.args.get("id") or request.form.get("id"))
    return (wanted_plan(number) if number else None) or abort(404)


def _asked_moment(row: Schedule) -> datetime:
    """The moment in the form, or the same time on the day in it."""
    require(actor(), permission_for("publish", row.post), row.post)
    day = request.form.get("day", "")
    try:
        if not day:
            return moment_from(request.form.get("at", "").strip())
        wanted = date.fromisoformat(day)
    except ValueError as fault:
        raise Invalid({"at": _("Choose a day and a time, such as 2030-01-31 09:00.")}) from fault
    if not EARLIEST < wanted.year < LATEST:
        raise Invalid({"at": _("Choose a day and a time, such as 2030-01-31 09:00.")})
    local = row.at.astimezone(zone())
    return datetime.combine(wanted, local.time(), tzinfo=zone()).astimezone(UTC)


def _told(obstacle: Any) -> tuple[int, Sentence]:
    if isinstance(obstacle, Refused):
        return 403, obstacle.reason
    if isinstance(obstacle, Invalid):
        return 422, " ".join(map(str, obstacle.errors.values()))
    return 409, str(obstacle)


def _wants_json() -> bool:
    return bool(request.accept_mimetypes.best == "application/json")
