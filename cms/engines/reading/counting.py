"""Counting that ends where nobody cares any more, so that no count grows with the table."""

from typing import Any

from sqlalchemy import Select, func, select

from cms.extensions import db


def count_up_to(query: Select[Any], most: int) -> int:
    """How many rows the query has; never more than `most`."""
    within = query.order_by(None).limit(most).subquery()
    counted = select(func.count()).select_from(within)
    return db.session.scalar(counted.execution_options(**query.get_execution_options())) or 0
