"""Where the links of pages and lists stand, and which addresses the pages answer."""

from bluecampaign.links import places, sources

from .anchors import place
from .models import ComponentProfile, Observance, Page, Redirect, Term


def _plain_pages():
    return Page.objects.filter(componentprofile=None)


def register() -> None:
    places.register(place)
    page = {"markdown_fields": ("body",), "address_fields": ("link_url",)}
    sources.register(Page, **page, among=_plain_pages)
    sources.register(
        ComponentProfile,
        markdown_fields=("body",),
        address_fields=("link_url", "official_url"),
    )
    sources.register(Observance, markdown_fields=("text",), address_fields=("link_url",))
    sources.register(Term, markdown_fields=("definition",))
    sources.register(Redirect, address_fields=("new_path",))
