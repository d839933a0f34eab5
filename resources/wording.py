"""Whose words of the catalogue are looked at."""

from bluecampaign.wording import sources

from .models import PostingDuty, Resource, Topic


def _shows_caution(item: Resource) -> bool:
    """The page of an item draws no caution: its text has to say it."""
    return False


def register() -> None:
    sources.register(
        Resource,
        sources.Source(
            markdown=("body",),
            prose=("summary", "body", "headline", "message"),
            shows_caution=_shows_caution,
        ),
    )
    sources.register(Topic, sources.Source())
    sources.register(PostingDuty, sources.Source(prose=("summary",)))
