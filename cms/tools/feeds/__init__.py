"""Feeds: one description of what is new, and three ways to write it down."""

from cms.tools.feeds.description import NEVER, Feed, FeedEntry

__all__ = ["NEVER", "Feed", "FeedEntry"]
