"""`cms seed`: bulk content for measuring, the same every time for the same seed."""

from cms.cli.seeding.command import seed

__all__ = ["seed"]
