"""Lists: search, filters, order and pages, bounded whatever the address asks for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import flash, request
from flask_admin.base import expose
from flask_babel import gettext as _
from sqlalchemy import Select, func, select
from sqlalchemy.sql.elements import ColumnElement

from cms.admin.base.arguments import FURTHEST, ListArguments, read_arguments
from cms.admin.base.buttons import Button, Tab
from cms.admin.base.filters import ListFilter
from cms.admin.base.matching import matches
from cms.admin.base.scope import ScopedView
from cms.extensions import db


@dataclass(frozen=True)
class Page:
    """`count` stops at FURTHEST + 1: more than FURTHEST is not counted."""

    rows: Sequence[Any]
    count: int
    arguments: ListArguments
    furthest = FURTHEST

    @property
    def is_cut(self) -> bool:
        """Whether there is more than the list leads to."""
        return self.count > FURTHEST

    @property
    def last(self) -> int:
        """The index of the last page that can be reached."""
        return max(-(-min(self.count, FURTHEST) // self.arguments.page_size) - 1, 0)


class ListingView(ScopedView):
    """Its subclass names columns, what can be sorted, and where the search looks."""

    list_template = "admin/model/list.html"
    page_size = 20
    page_size_options = (20, 50, 100)
    can_set_page_size = True
    column_auto_select_related = False
    column_sortable_list: Any = ()
    # The column and direction of a list that nobody has sorted.
    default_order: tuple[str, bool] = ("id", True)
    search_columns: tuple[Any, ...] = ()
    list_filters: tuple[ListFilter, ...] = ()
    # Loader options of the list's rows; collections by selectinload.
    list_options: tuple[Any, ...] = ()

    @expose("/")
    def index_view(self) -> str:
        page = self.read_page(self.arguments())
        return self.render(self.list_template, **self.list_context(page))

    def list_context(self, page: Page) -> dict[str, Any]:
        """What the list's template is given; a subclass adds to it."""
        arguments = page.arguments
        return {
            "page": page,
            "rows": page.rows,
            "arguments": arguments,
            "list_columns": self._list_columns,
            "sortable": self._sortable_columns,
            "filters": [flt for flt in self.list_filters if flt.offered()],
            "tabs": self.tabs(arguments),
            "list_url": self.list_url,
            "page_url": lambda number: self.list_url(arguments.but(page=number)),
            "sort_url": lambda column: self.list_url(
                arguments.but(sort=column, desc=arguments.sort == column and not arguments.desc)
            ),
            "here": self.list_url(arguments),
            "row_buttons": self.row_buttons,
            "get_value": self.get_list_value,
            "get_pk_value": self.get_pk_value,
        }

    def tabs(self, arguments: ListArguments) -> list[Tab]:
        """Ready-made filters above the list."""
        return []

    def row_url(self, record: Any) -> str:
        """Where the first column leads: to the form, or to the details of what can't be changed."""
        act = "edit_view" if self.may("edit", record) else "details_view"
        return self.get_url(f"{self.endpoint}.{act}", id=self.get_pk_value(record))

    def row_buttons(self, record: Any) -> list[Button]:
        """What the person may do with one row."""
        buttons = []
        if self.may("delete", record):
            url = self.get_url(".delete_view", id=self.get_pk_value(record))
            buttons.append(Button(_("Delete"), url, grave=True, icon="trash"))
        return buttons

    def list_url(self, arguments: ListArguments) -> str:
        query = arguments.query()
        if arguments.page_size == self.page_size:
            query.pop("page_size")
        return self.get_url(".index_view", **query)

    def arguments(self) -> ListArguments:
        """The arguments of this request. A filter's impossible value is passed over, and said so."""
        given = read_arguments(
            request.args,
            sizes=self.page_size_options,
            columns=len(self._list_columns),
            filter_keys=tuple(flt.key for flt in self.list_filters),
        )
        good = {flt.key for flt in self.list_filters if flt.validate(given.filters.get(flt.key, ""))}
        for flt in self.list_filters:
            if flt.key in given.filters and flt.key not in good:
                flash(_("The filter “%(name)s” was passed over: choose one of its values.", name=flt.name))
        filters = {key: value for key, value in given.filters.items() if key in good}
        return given.but(page=given.page, filters=filters)

    def read_page(self, arguments: ListArguments) -> Page:
        """The rows of one page; past the end, those of the last one."""
        wanted = self.list_query(arguments)
        within = wanted.with_only_columns(self.primary_key).order_by(None).limit(FURTHEST + 1).subquery()
        count = db.session.scalar(select(func.count()).select_from(within)) or 0
        page = Page((), count, arguments)
        page = replace(page, arguments=arguments.but(page=min(arguments.page, page.last)))
        rows = self.ordered(wanted, page.arguments).options(*self.list_options)
        rows = rows.offset(page.arguments.offset).limit(page.arguments.page_size)
        return replace(page, rows=db.session.scalars(rows).all())

    def list_query(self, arguments: ListArguments) -> Select[Any]:
        """What the list shows, not yet in order."""
        query = self.get_query()
        if arguments.search and self.search_columns:
            query = query.where(self.search(arguments.search))
        for flt in self.list_filters:
            if flt.key in arguments.filters:
                query = flt.apply(query, arguments.filters[flt.key])
        return query

    def search(self, text: str) -> ColumnElement[bool]:
        """The condition of the search box."""
        return matches(text, *self.search_columns)

    def ordered(self, query: Select[Any], arguments: ListArguments) -> Select[Any]:
        """Sorted, with the key as tie-break, so that no row stands on two pages."""
        name, falling = self.default_order
        if arguments.sort is not None and self._list_columns[arguments.sort][0] in self._sortable_columns:
            name, falling = self._list_columns[arguments.sort][0], arguments.desc
        column = self._sortable_columns.get(name, getattr(self.model, name, None))
        key = self.primary_key
        if not falling:
            return query.order_by(column.asc(), key.asc())
        falling_column = column.desc().nulls_last() if getattr(column, "nullable", False) else column.desc()
        return query.order_by(falling_column, key.desc())

    def _refresh_filters_cache(self) -> None:
        # Flask-Admin would read the filters' names here, before there is a language to read them in.
        self._filters, self._filter_groups, self._filter_args = None, None, None

    def init_search(self) -> bool:
        return bool(self.search_columns)
