"""The catalogue with a query: what is chosen, what is left, what is counted."""

from django.http import QueryDict
from django.utils import translation

from resources.facets import FACETS
from resources.filters import ResourceFilter

NAMES = [facet.name for facet in FACETS]


def chosen(query: str = "", code: str = "en") -> ResourceFilter:
    with translation.override(code):
        return ResourceFilter(QueryDict(query))


def codes(query: str = "") -> list[str]:
    return [item.code for item in chosen(query).results()]


def counts(query: str, name: str) -> dict[str, int]:
    group = next(group for group in chosen(query).groups() if group.name == name)
    return {option.value: option.count for option in group.options}
