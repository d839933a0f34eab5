"""Texts as translators send them back, and what becomes of them."""

from dataclasses import replace

from awareness.models import Page
from bluecampaign.publishing.exchange import examine, export
from bluecampaign.translation.exchange.files import read, write
from bluecampaign.translation.exchange.units import ExchangeFile, Unit, text_digest
from bluecampaign.translation.languages import BY_CODE

ARABIC, KOREAN = BY_CODE["ar"], BY_CODE["ko"]


def unit(source: str, target: str = "", n: int = 1) -> Unit:
    return Unit(
        id=f"awareness.block:{n}:body",
        path=f"page /get-help/ › block b{n} › body",
        source=source,
        target=target,
        english_digest=text_digest(source),
        target_digest=text_digest(target),
    )


def sent(page: Page, **targets: str) -> ExchangeFile:
    """What a translator sends back: the file of a page, with some targets changed."""
    units = export(ARABIC, section=page.get_absolute_url())
    changed = [replace(u, target=targets.get(u.id.rpartition(":")[2], u.target)) for u in units]
    return read(write(changed, ARABIC, "po"))


def outcomes(file: ExchangeFile, **kwargs) -> dict[str, str]:
    report = examine(file, **kwargs)
    return {f.id.rpartition(":")[2]: f.outcome for f in report.findings}
