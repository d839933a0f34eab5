"""Duties to put up a poster, and what the page says of them."""

from datetime import date

import lxml.html

from bluecampaign.publishing.models import Status
from resources.models import PostingDuty

PATH = "/resources/required-posters/"
FEDERAL, LODGING = "restrooms-travel-federal", "lodging-some-states"


def duty(key: str, where: str, *kinds: str, **fields) -> PostingDuty:
    """What a law asks for, stored nowhere."""
    given = {
        "title_en": f"Duty {key}",
        "summary_en": "What it asks for.",
        "law": "Law 1",
        "source_url": "https://law.example.org/1",
        "as_of": date(2026, 11, 1),
        "status": Status.LIVE,
    }
    return PostingDuty(key=key, jurisdiction=where, kinds=list(kinds), **(given | fields))


def make_duty(key: str, where: str, *kinds: str, **fields) -> PostingDuty:
    made = duty(key, where, *kinds, **fields)
    made.full_clean(exclude=["title", "summary"])
    made.save()
    return made


def words(response) -> str:
    [main] = lxml.html.document_fromstring(response.content.decode()).xpath("//main")
    return " ".join(main.text_content().split())
