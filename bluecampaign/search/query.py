"""A question to the search, and its answer."""

from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.http import urlencode

from .folding import fold, words_of
from .models import SearchDocument


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader asked, as given and as understood."""

    text: str
    language: str

    @property
    def words(self) -> list[str]:
        return words_of(self.text)

    def documents(self) -> QuerySet[SearchDocument]:
        """Live documents that hold every word: the reader's language first, a whole
        match in the title before all words in the title before the rest."""
        if not self.words:
            return SearchDocument.objects.none()
        in_title = Q()
        for word in self.words:
            in_title &= Q(folded_title__contains=word)
        place = Case(
            When(folded_title=fold(self.text), then=Value(0)),
            When(in_title, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        foreign = Case(
            When(language=self.language, then=Value(0)),
            default=Value(1),
            output_field=IntegerField(),
        )
        return (
            SearchDocument.objects.live()
            .readable_in(self.language)
            .holding(self.words)
            .alias(place=place, foreign=foreign)
            .order_by("foreign", "place", "rank", "title", "pk")
        )

    def url(self, *, page: int = 1) -> str:
        """The address of a page of the results, relative to the search."""
        return "?" + urlencode({"q": self.text} | ({"page": page} if page > 1 else {}))
