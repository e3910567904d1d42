"""Numbers in what somebody sent, which may be anything."""

LARGEST_KEY = 2**31 - 1  # what a PostgreSQL integer holds


def key_in(text: str | None) -> int | None:
    """The key of a row that the text names, or None."""
    if not text or not (text.isascii() and text.isdigit() and len(text) <= 10):
        return None
    number = int(text)
    return number if 0 < number <= LARGEST_KEY else None
