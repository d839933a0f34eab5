"""The `Range` header: which bytes of a file are asked for."""

import re

MOST_RANGES = 16
ONE = re.compile(r"(\d{0,18})-(\d{0,18})")


class Unsatisfiable(Exception):
    """None of the bytes that are asked for is in the file."""


def asked_range(header: str, size: int) -> tuple[int, int] | None:
    """The first and the last byte that are asked for; None for the whole file.

    Several ranges are answered together where they touch each other; else, and where
    the header cannot be understood, the whole file is a right answer, too.
    """
    unit, _, value = header.partition("=")
    found = [ONE.fullmatch(part.strip()) for part in value.split(",")]
    if unit.strip().lower() != "bytes" or len(found) > MOST_RANGES or not all(found):
        return None
    texts = [match.groups() for match in found]
    if any(not first and not last for first, last in texts) or any(
        first and last and int(first) > int(last) for first, last in texts
    ):
        return None
    inside = sorted(filter(None, (_within(first, last, size) for first, last in texts)))
    if not inside:
        raise Unsatisfiable
    return _together(inside)


def _within(first: str, last: str, size: int) -> tuple[int, int] | None:
    if not first:
        length = min(int(last), size)
        return (size - length, size - 1) if length else None
    start, end = int(first), min(int(last or size), size - 1)
    return (start, end) if start < size else None


def _together(ranges: list[tuple[int, int]]) -> tuple[int, int] | None:
    start, end = ranges[0]
    for first, last in ranges[1:]:
        if first > end + 1:
            return None
        end = max(end, last)
    return start, end
