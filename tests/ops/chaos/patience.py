"""Waiting for something that must happen, and how long it took."""

import time
from collections.abc import Callable

LONGEST = 60.0
STEP = 0.05


class TooLate(Exception):
    """Something that was promised did not happen in time."""


def waited(what: str, happens: Callable[[], bool], most: float = LONGEST) -> float:
    """Seconds until it happened. Raises `TooLate`, with the words of `what`."""
    began = time.monotonic()
    while not happens():
        if time.monotonic() - began > most:
            raise TooLate(f"waited {most:.0f} s in vain for {what}")
        time.sleep(STEP)
    return time.monotonic() - began
