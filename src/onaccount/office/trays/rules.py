"""How often a letter is tried 重试: eight times, each pause three times the one before, an hour at most."""

TRIES = 8
FIRST_PAUSE_SECONDS = 20
LONGEST_PAUSE_SECONDS = 3600


def tries_left(*, attempts: int) -> bool:
    """Say whether another attempt follows."""
    return attempts < TRIES


def pause_before(*, attempt: int) -> int:
    """Give the seconds to wait before the given attempt (the first attempt has no pause)."""
    return 0 if attempt <= 1 else min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 3 ** (attempt - 2))
