"""The titles that a query finds."""

from bluecampaign.search.query import Query


def found(text: str, code: str = "en", **chosen) -> list[str]:
    return [document.title for document in Query(text, code, **chosen).answer()[:50]]
