"""What is sent to translators, and the whole journey there and back."""

import itertools
from dataclasses import replace

import pytest
from django.apps import apps
from django.core.management import call_command

from bluecampaign.publishing.exchange import apply, examine, export
from bluecampaign.publishing.models import Status
from bluecampaign.translation.exchange.comparison import Outcome
from bluecampaign.translation.exchange.files import FORMATS, read
from bluecampaign.translation.exchange.segments import sections
from bluecampaign.translation.exchange.units import ExchangeError
from bluecampaign.translation.languages import BY_CODE
from bluecampaign.translation.models import State
from tests.makers import make_page
from tests.translation.exchange.units import ARABIC


def test_outstanding_is_what_is_missing_outdated_or_a_machine_draft(db):
    made = {
        state: make_page(title_en="T", title_ar="ت", summary_en="S", state=state) for state in State
    }
    archived = make_page(title_en="T", status=Status.ARCHIVED)

    names = {u.id for u in export(ARABIC, section="pages", outstanding=True)}

    title = {s for s, p in made.items() if f"awareness.page:{p.pk}:title" in names}
    summary = {s for s, p in made.items() if f"awareness.page:{p.pk}:summary" in names}
    assert title == {State.MACHINE, State.OUTDATED}
    assert summary == set(State)
    assert not any(f"awareness.page:{archived.pk}:" in name for name in names)


def test_sections_hold_every_text_once(db):
    assert {"pages", "hotlines", "catalogue", "glossary", "indicators"} <= set(sections())
    everything = [u.id for u in export(ARABIC)]
    kinds = {name: [u.id for u in export(ARABIC, section=name)] for name in sections()}

    assert len(set(everything)) == len(everything) > 900
    assert set(everything) == {name for names in kinds.values() for name in names}
    assert len({u.path for u in export(ARABIC)}) == len(everything)


@pytest.mark.parametrize("section", ["nonsense", "/nowhere/"])
def test_unknown_section_is_refused(db, section: str):
    with pytest.raises(ExchangeError):
        export(ARABIC, section=section)


# The most text, and what is written from right to left; each in one of the formats.
JOURNEYS = ["es", "ar"]


def texts_in(code: str) -> dict[str, str]:
    return {u.id: u.target for u in export(BY_CODE[code]) if u.target}


@pytest.mark.slow
@pytest.mark.parametrize(
    "code, format", list(zip(JOURNEYS, itertools.cycle(sorted(FORMATS)), strict=False))
)
def test_shipped_content_makes_the_whole_journey(db, code: str, format: str, tmp_path):
    """Out as a file, gone from the site, in again: every text is what it was."""
    before = texts_in(code)
    file = tmp_path / "texts"
    call_command("export_translations", language=code, format=format, output=file, verbosity=0)
    content = read(file.read_bytes())
    assert examine(content).counts[Outcome.UNCHANGED] == len(before) > 200
    wipe(code)
    fresh = [replace(u, target_digest="") for u in content.units]

    report = examine(replace(content, units=fresh))
    apply(report.agreed())

    assert {finding.id: finding.reasons for finding in report.left()} == {}
    assert texts_in(code) == before


def wipe(code: str) -> None:
    """Take every text of a language away."""
    ending = BY_CODE[code].suffix
    for unit_ in export(BY_CODE[code]):
        if unit_.target:
            label, pk, field = unit_.id.split(":")
            objects = apps.get_model(label)._default_manager.filter(pk=pk)
            objects.update(**{f"{field}_{ending}": None})
    assert texts_in(code) == {}
