"""`cms demo`: a small-town paper, The Tidewater Courier, with its people, posts, pages and comments."""

from cms.cli.demo.command import demo
from cms.cli.demo.loading import PASSWORD, is_loaded, load

__all__ = ["PASSWORD", "demo", "is_loaded", "load"]
