"""The shipped duties: read from `content/posting.toml`, with every language in it."""

import tomllib
from decimal import Decimal
from pathlib import Path

from bluecampaign.publishing.importing import ContentImport
from bluecampaign.publishing.models import Status
from bluecampaign.translation.languages import CODES, suffix
from bluecampaign.translation.models import State, refresh_states
from resources.models import PostingDuty, Resource

FILE = Path(__file__).parent.parent / "content" / "posting.toml"
TEXTS = ("title", "summary")
PLAIN = (
    *("jurisdiction", "kinds", "law", "type_size", "languages"),
    *("as_of", "source_url"),
)
INCHES = ("width_inches", "height_inches")
HUNDREDTHS = Decimal("0.01")


def load(run: ContentImport) -> None:
    """After the catalogue, whose posters the duties name."""
    with FILE.open("rb") as file:
        rows = tomllib.load(file, parse_float=Decimal)["duties"]
    for row in rows:
        duty = run.put(PostingDuty, row["key"], {"key": row["key"]}, values_of(row))
        if duty is not None:
            refresh_states(duty, new_state=State.MACHINE)


def values_of(row: dict) -> dict:
    """The fields of a duty, each as the database gives it back; raises
    `Resource.DoesNotExist` for a poster that is not in the catalogue."""
    values = {"status": Status.LIVE} | {name: row[name] for name in PLAIN if name in row}
    values |= {name: Decimal(row[name]).quantize(HUNDREDTHS) for name in INCHES if name in row}
    if "resource" in row:
        values["resource"] = Resource.objects.get(code=row["resource"])
    for code in CODES:
        words = row.get(code, {})
        values |= {f"{name}_{suffix(code)}": words.get(name, "").strip() for name in TEXTS}
    return values
