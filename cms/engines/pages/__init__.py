"""Whole pages, kept until something that they show changes, and then never shown again.

Reading notes what a page depends on (dependence), committing notes what has changed (changes), and before a
kept page is shown its process asks whether anything of it has (freshness). docs/decisions/0076 tells why.
"""
