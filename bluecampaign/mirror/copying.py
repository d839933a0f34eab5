"""Whether a page is made for the copy. A copy is read hours or days later, by whoever
found the site down: it says nothing that holds only now and offers nothing that it
cannot do. Imports nothing: whatever makes pages may ask."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_copying: ContextVar[bool] = ContextVar("copying", default=False)


def is_copy() -> bool:
    return _copying.get()


@contextmanager
def copying() -> Iterator[None]:
    """What is rendered meanwhile is for the copy."""
    before = _copying.set(True)
    try:
        yield
    finally:
        _copying.reset(before)
