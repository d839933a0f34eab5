"""Old addresses keep leading somewhere: a poster hangs for years."""

from django.db import transaction
from django.http import HttpResponsePermanentRedirect
from django.utils.translation import get_language

from bluecampaign.search import index
from bluecampaign.translation.languages import SOURCE
from bluecampaign.translation.paths import localize

from .models import Page, Redirect


@transaction.atomic
def remember(old_path: str, new_path: str) -> None:
    """Lead from an address to another, and whatever led to the old one with it.

    The new address never redirects, so that no circle can arise.
    """
    if old_path == new_path:
        return
    Redirect.objects.filter(old_path=new_path).delete()
    Redirect.objects.filter(new_path=old_path).update(new_path=new_path)
    Redirect.objects.update_or_create(old_path=old_path, defaults={"new_path": new_path})


@transaction.atomic
def move_children(page: Page) -> None:
    """Bring the pages below a moved page to their new addresses."""
    for child in Page.objects.filter(parent=page):
        old = child.path
        child.parent = page
        child.save(update_fields=["path"])
        if child.path != old:
            remember(f"/{old}/", f"/{child.path}/")
            index.update(child)
            move_children(child)


def moved(path: str) -> HttpResponsePermanentRedirect | None:
    """The answer for an English path that has moved, in the language of the page."""
    found = Redirect.objects.filter(old_path=path).first()
    if found is None:
        return None
    return HttpResponsePermanentRedirect(localize(found.new_path, get_language() or SOURCE))
