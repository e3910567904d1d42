"""Carries out every plan that is due, as the worker does it, in the test's own transaction."""

from datetime import datetime

from cms.actions.due import carry_out, next_due


def publish_due(moment: datetime) -> int:
    """How many were carried out."""
    done = 0
    while row := next_due(moment):
        done += carry_out(row)
    return done
