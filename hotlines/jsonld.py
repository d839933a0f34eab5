"""Hotlines as machines read them: schema.org ContactPoint."""

from .choices import ChannelKind, HotlineKind
from .directory import channels_of
from .models import Hotline


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
        }
        for line in lines
        if line.kind != HotlineKind.CONTACT
        for way in channels_of(line)
        if way.kind == ChannelKind.VOICE
    ]
