"""Search: an index of every post and page, kept in the transaction that changes one, and what is asked of it.

What a person may see is decided by the query that the door gives, never by the index.
"""
