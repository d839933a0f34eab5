"""Hotlines as machines read them: schema.org ContactPoint."""

from django.utils import timezone

from .choices import ChannelKind, HotlineKind
from .directory import channels_of
from .models import Channel, Hotline
from .opening import specification


def contact_points(lines: list[Hotline]) -> list[dict]:
    """One ContactPoint for each way one can dial; contacts that help nobody left out."""
    return [
        {
            "@context": "https://schema.org",
            "@type": "ContactPoint",
            "name": str(line.name),
            "contactType": "emergency" if line.kind == HotlineKind.EMERGENCY else "help",
            "telephone": way.number,
            "areaServed": line.territory,
            "availableLanguage": way.languages,
            **_hours(way),
        }
        for line in lines
        if line.kind != HotlineKind.CONTACT
        for way in channels_of(line)
        if way.kind == ChannelKind.VOICE
    ]


def _hours(way: Channel) -> dict:
    found = specification(way, timezone.localdate())
    return {"hoursAvailable": found} if found else {}
