"""Checks of the settings: what is wrong, why it matters, what to do."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register

from bluecampaign.pages import titles
from bluecampaign.translation.languages import CODES, TRANSLATION_CODES
from bluecampaign.translation.outdated import CHOICES
from bluecampaign.web import leaving


@register(Tags.security)
def exit_leads_out_of_sight(app_configs, **kwargs):
    """Every address of the exit is foreign, harmless and nobody's; all reasons at once."""
    hosts = [urlsplit(settings.SITE_URL).hostname or "", *settings.ALLOWED_HOSTS]
    own = {host.strip(".*").removeprefix("www.") for host in hosts} - {""}
    return [
        Error(
            f"SITE_EXIT_URL leads readers of “{code}” to {url or 'nowhere'}: "
            f"{'; '.join(reasons)}. Somebody may be looking over their shoulder.",
            hint="Choose an ordinary https page of somebody else’s, such as a weather forecast.",
            id="bluecampaign.E001",
        )
        for code, url in settings.SITE_EXIT_URL.items()
        if (reasons := leaving.reasons_against(url, own))
    ]


@register(Tags.security)
def exit_knows_its_languages(app_configs, **kwargs):
    """The exit is chosen for languages of the site; a typing mistake is not passed over."""
    unknown = sorted(set(settings.SITE_EXIT_URL) - {leaving.OTHERS, *CODES})
    if not unknown:
        return []
    return [
        Error(
            f"SITE_EXIT_URL names languages that the site does not have: {', '.join(unknown)}. "
            "Readers of the language you meant would be led elsewhere.",
            hint=f"Write one of: {', '.join(CODES)}, or * for all others.",
            id="bluecampaign.E002",
        )
    ]


@register(Tags.security, deploy=True)
def site_url_is_public(app_configs, **kwargs):
    """Canonical links and sitemaps name the public https origin."""
    if settings.HTTPS and urlsplit(settings.SITE_URL).scheme != "https":
        return [
            Error(
                "SITE_URL is not https, but the site is. Canonical links, sitemaps "
                "and security.txt would name an address that is not served.",
                hint="Set SITE_URL to the public origin, for example https://example.org",
                id="bluecampaign.E003",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def staff_need_a_second_factor(app_configs, **kwargs):
    """In public a password alone opens nothing."""
    if settings.HTTPS and not settings.STAFF_SECOND_FACTOR:
        return [
            Error(
                "STAFF_SECOND_FACTOR is off. Whoever guesses or steals one password can "
                "change the numbers that people in danger call.",
                hint="Remove the variable: it is on wherever HTTPS is.",
                id="bluecampaign.E005",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def somebody_can_be_reached(app_configs, **kwargs):
    """Whoever finds a hole in the site has somebody to tell."""
    if not settings.SECURITY_CONTACT:
        return [
            Warning(
                "SECURITY_CONTACT is empty. security.txt points to the contact page, "
                "and a report of a weakness may reach nobody.",
                hint="Set it to an email address or an https form.",
                id="bluecampaign.W001",
            )
        ]
    return []


@register()
def outdated_translations_have_a_rule(app_configs, **kwargs):
    """The setting names languages of the site and choices that exist."""
    chosen = settings.TRANSLATION_OUTDATED
    if set(chosen) <= {"*", *TRANSLATION_CODES} and set(chosen.values()) <= set(CHOICES):
        return []
    return [
        Error(
            "TRANSLATION_OUTDATED names a language or a choice that does not exist. "
            "Readers would get another text than you meant.",
            hint="Write, for example: es=english,*=show",
            id="bluecampaign.E004",
        )
    ]


@register()
def titles_have_a_form(app_configs, **kwargs):
    """What the history of a reader's browser shows is what was chosen."""
    if settings.SITE_TITLES in titles.CHOICES:
        return []
    return [
        Error(
            "SITE_TITLES is none of the forms there are. The titles in a reader's history "
            "would tell more, or less, than you meant.",
            hint=f"Set it to one of: {', '.join(titles.CHOICES)}.",
            id="bluecampaign.E007",
        )
    ]
