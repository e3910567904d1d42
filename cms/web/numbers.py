"""Numbers of records as addresses and forms give them."""

LARGEST_ID = 2**31 - 1  # what a PostgreSQL integer holds


def number_in(text: str) -> int:
    """The number that the text is, or 0, which no record has."""
    if not (text.isascii() and text.isdigit() and len(text) <= 10):
        return 0
    number = int(text)
    return number if number <= LARGEST_ID else 0
