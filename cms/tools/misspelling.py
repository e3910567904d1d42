"""Misspelt words: two words that differ by one slip have a spelling in common when each loses a letter."""

SHORTEST, LONGEST = 4, 24  # letters of a word that may be misspelt


def shortened(word: str) -> set[str]:
    """The word and each spelling of it less one letter; nothing for what is too short, too long, a number."""
    if not (SHORTEST <= len(word) <= LONGEST and word.isalpha()):
        return set()
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def distance(one: str, other: str) -> int:
    """How many slips part them: a letter missing, too many, another, or two in the wrong order."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, left in enumerate(one, 1):
        line = [row]
        for column, right in enumerate(other, 1):
            cost = min(last[column] + 1, line[column - 1] + 1, last[column - 1] + (left != right))
            swapped = row > 1 and column > 1 and left == other[column - 2] and one[row - 2] == right
            line.append(min(cost, before[column - 2] + 1) if swapped else cost)
        before, last = last, line
    return last[-1]
