"""Verbs: each checks, changes and records, and leaves the commit to its door."""
