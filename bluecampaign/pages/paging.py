"""The addresses of the pages of a long list, for the pagination of a template."""

from collections.abc import Callable


class PageUrls:
    """`urls(3)` is the address of page 3; templates pass it on instead of calling it."""

    do_not_call_in_templates = True

    def __init__(self, url: Callable[..., str]) -> None:
        self._url = url

    def __call__(self, number: int) -> str:
        return self._url(page=number)
