"""Checks of the settings: what is wrong, why it matters, what to do."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register

from bluecampaign.translation.languages import TRANSLATION_CODES
from bluecampaign.translation.outdated import CHOICES


@register(Tags.security)
def exit_url_is_safe(app_configs, **kwargs):
    """The exit leads away: to an https page on another host."""
    target = urlsplit(settings.SITE_EXIT_URL)
    if target.scheme != "https" or not target.hostname:
        return [
            Error(
                "SITE_EXIT_URL is not https. “Leave this site now” would tell the "
                "network what the reader opens next, or lead nowhere.",
                hint="Set it to an ordinary https page, such as a weather forecast.",
                id="bluecampaign.E001",
            )
        ]
    if target.hostname == urlsplit(settings.SITE_URL).hostname:
        return [
            Error(
                "SITE_EXIT_URL is on this site. A reader in danger would stay on it.",
                hint="Set it to a page of somebody else's site.",
                id="bluecampaign.E002",
            )
        ]
    return []


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
