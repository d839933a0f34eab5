"""What the campaign is, for machines: schema.org Organization."""

from django.conf import settings
from django.templatetags.static import static


def organization() -> dict:
    """The campaign: no seal, no postal address, and no number of somebody else."""
    return {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": str(settings.SITE_NAME),
        "url": settings.SITE_URL + "/",
        "logo": settings.SITE_URL + static("img/icon-512.png"),
    }
