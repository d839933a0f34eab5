"""The way from a link that the checker knows to the field where it is mended."""

from django.urls import NoReverseMatch
from django.utils.translation import gettext as _

from bluecampaign.publishing.editing import edit_url, label_of

from .models import LinkCheck


def place_of(row: LinkCheck) -> tuple[str, str]:
    """Where a link stands: the address of its field in the admin, and its name there."""
    obj = row.content_object
    if obj is None:
        return "", _("It was deleted meanwhile.")
    try:
        url = edit_url(obj, row.field, row.language, row.place)
    except NoReverseMatch:
        url = ""
    return url, f"{obj}, {label_of(obj, row.field, row.place)}"
