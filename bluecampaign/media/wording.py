"""Whose words of the pictures are looked at: what is said to those who do not see them."""

from bluecampaign.wording import sources

from .models import Picture


def register() -> None:
    sources.register(Picture, sources.Source())
