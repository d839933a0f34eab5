"""The catalogue with a query: what is chosen, what is left, what is counted."""

from django.http import QueryDict
from django.utils import translation

from resources.facets import FACETS
from resources.filters import ResourceFilter
from resources.models import Resource

NAMES = [facet.name for facet in FACETS]


def chosen(query: str = "", code: str = "en") -> ResourceFilter:
    with translation.override(code):
        return ResourceFilter(QueryDict(query))


def codes_of(filters: ResourceFilter) -> list[str]:
    """The codes of what a filter leaves, in its order."""
    code_of = dict(Resource.objects.values_list("pk", "code"))
    return [code_of[key] for key in filters.results()[:]]


def codes(query: str = "") -> list[str]:
    return codes_of(chosen(query))


def counts(query: str, name: str) -> dict[str, int]:
    group = next(group for group in chosen(query).groups() if group.name == name)
    return {option.value: option.count for option in group.options}
