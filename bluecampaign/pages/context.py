"""What every template knows: the site, and the language of the page."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language

from bluecampaign.mirror.copying import is_copy
from bluecampaign.translation.languages import BY_CODE, SOURCE
from bluecampaign.web.leaving import exit_url


@dataclass(frozen=True, slots=True)
class Site:
    name: str
    url: str
    official: bool
    exit_url: str
    exit_shortcut: bool
    contact_email: str
    is_copy: bool


def site(request) -> dict:
    """`site` and `language` for templates; costs no query and no cookie."""
    code = get_language() or SOURCE
    return {
        "site": Site(
            name=settings.SITE_NAME,
            url=settings.SITE_URL,
            official=settings.SITE_OFFICIAL,
            exit_url=exit_url(settings.SITE_EXIT_URL, code),
            exit_shortcut=settings.SITE_EXIT_SHORTCUT,
            contact_email=settings.CONTACT_EMAIL,
            is_copy=is_copy(),
        ),
        "language": BY_CODE.get(code, BY_CODE[SOURCE]),
    }
