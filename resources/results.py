"""The items of a list of the catalogue, as their pages take them."""

from dataclasses import dataclass

from django.utils.translation import get_language

from bluecampaign.web.kept import kept

from .choices import Sort
from .filters import ResourceFilter


@dataclass(frozen=True, slots=True)
class Results:
    """The primary keys of what is chosen, in order, for a paginator: the number of them and
    each page are asked for once, for the pages in all languages."""

    chosen: ResourceFilter

    def count(self) -> int:
        return kept(("total", self.chosen.key), lambda: self.chosen.results().count())

    def __getitem__(self, part: slice) -> list[int]:
        by_language = get_language() if self.chosen.sort == Sort.TITLE else ""
        key = ("keys", self.chosen.key, self.chosen.sort, by_language, part.start, part.stop)
        return kept(key, lambda: self._keys(part))

    def _keys(self, part: slice) -> list[int]:
        return list(self.chosen.results().values_list("pk", flat=True)[part])
