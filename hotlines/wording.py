"""Whose words of the hotlines are looked at."""

from bluecampaign.wording import sources

from .models import Hotline


def register() -> None:
    sources.register(
        Hotline,
        sources.Source(markdown=("note",), prose=("purpose", "who_answers", "hours", "note")),
    )
