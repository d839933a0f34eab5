"""Every dictionary, array and stream of a PDF, however deep it stands."""

from collections.abc import Iterator

import pikepdf


def parts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """The objects of a file and what stands directly inside them. What one object
    only refers to is an object of the file by itself, so no reference is followed."""
    yield from within(pdf.trailer)
    for thing in pdf.objects:
        yield from within(thing)


def within(thing) -> Iterator[pikepdf.Object]:
    waiting = [thing]
    while waiting:
        part = waiting.pop()
        inside = []
        if isinstance(part, (pikepdf.Dictionary, pikepdf.Stream)):
            inside = list(part.values())
            yield part
        elif isinstance(part, pikepdf.Array):
            inside = list(part)
            yield part
        waiting += [
            value for value in inside if isinstance(value, pikepdf.Object) and not value.is_indirect
        ]


def named(part, key: str) -> str:
    """The name that stands under a key, or nothing."""
    value = part.get(key)
    return str(value) if isinstance(value, pikepdf.Name) else ""


def text(value) -> str:
    return str(value) if isinstance(value, (pikepdf.String, str)) else ""
