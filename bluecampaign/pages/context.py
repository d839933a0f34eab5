"""What every template knows: the site, and the language of the page."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language

from bluecampaign.translation.languages import BY_CODE, SOURCE


@dataclass(frozen=True, slots=True)
class Site:
    name: str
    url: str
    official: bool
    exit_url: str
    contact_email: str


def site(request) -> dict:
    """`site` and `language` for templates; costs no query and no cookie."""
    return {
        "site": Site(
            name=settings.SITE_NAME,
            url=settings.SITE_URL,
            official=settings.SITE_OFFICIAL,
            exit_url=settings.SITE_EXIT_URL,
            contact_email=settings.CONTACT_EMAIL,
        ),
        "language": BY_CODE.get(get_language() or SOURCE, BY_CODE[SOURCE]),
    }
