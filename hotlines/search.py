from bluecampaign.search import index
from bluecampaign.search.index import Entry
from bluecampaign.search.kinds import Kind
from bluecampaign.translation.languages import CODES, suffix

from .choices import HotlineKind
from .models import Hotline

# Who asks for help must not call another country or a press officer first.
ELSEWHERE = {HotlineKind.ABROAD, HotlineKind.CONTACT}


def entries(line: Hotline):
    """A hotline is found by its names, what it is for, and its digits."""
    numbers = " ".join(
        f"{way.display} {way.letters} {way.number} {way.sms_name}" for way in line.channels.all()
    )
    for code in CODES:
        ending = suffix(code)
        name = getattr(line, f"name_{ending}")
        if not name:
            continue
        texts = (getattr(line, f"{f}_{ending}") for f in ("who_answers", "formerly"))
        yield Entry(
            language=code,
            kind=Kind.HOTLINE,
            title=name,
            summary=getattr(line, f"purpose_{ending}") or "",
            path=f"/hotlines/#{line.slug}",
            body=" ".join(filter(None, (*texts, numbers))),
            helps=line.kind not in ELSEWHERE,
        )


def register() -> None:
    index.register(Hotline, entries)
