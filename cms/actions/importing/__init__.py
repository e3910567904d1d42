"""Bring in what was written elsewhere, without doubling it when done again."""

from cms.actions.importing.report import Count, Report
from cms.actions.importing.wordpress import import_wordpress

__all__ = ["Count", "Report", "import_wordpress"]
