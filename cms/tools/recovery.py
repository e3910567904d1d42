"""Recovery codes as people read and type them."""

import secrets

# Crockford's: without I, L, O and U, which are taken for other letters or digits.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12  # of 5 bits each
GROUP = 4
_MISREAD = str.maketrans("ILO", "110")


def new_code() -> str:
    """60 random bits, such as 4F7K-9QXN-02TD."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def normal(typed: str) -> str:
    """What was typed as it is compared: no spaces, no hyphens, what looks alike taken for what it is."""
    return "".join(typed.replace("-", "").split()).upper().translate(_MISREAD)
