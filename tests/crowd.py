"""How crowded the machine is: a promise of seconds holds for a machine that is asked for no more than it has."""

import os


def stretch() -> float:
    """How many times longer things may take here: once, and more only in so far as the processors are asked for more."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
