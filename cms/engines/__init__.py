"""Engines: what keeps working by itself."""
