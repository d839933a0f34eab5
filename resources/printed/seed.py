"""The shipped pieces: what stands on them, in every page language."""

import tomllib
from pathlib import Path

from awareness.models import Audience
from bluecampaign.publishing.importing import ContentImport
from bluecampaign.publishing.models import Status
from bluecampaign.search import index
from bluecampaign.translation.languages import BY_CODE, CODES, suffix
from bluecampaign.translation.models import State, refresh_states

from ..choices import Format
from ..models import Edition, Resource, Topic

FILE = Path(__file__).parents[1] / "content" / "printed.toml"
TEXTS = ("title", "summary", "headline", "message")


def load(run: ContentImport) -> None:
    with FILE.open("rb") as file:
        rows = tomllib.load(file)["printed"]
    for row in rows:
        values = {
            "slug": row["slug"],
            "kind": row["kind"],
            "printed_as": row["piece"],
            "status": Status.LIVE,
            "audiences": list(Audience.objects.filter(slug__in=row["audiences"])),
            "topics": list(Topic.objects.filter(slug__in=row["topics"])),
        }
        item = run.put(Resource, row["code"], {"code": row["code"]}, values | _texts(row))
        if item is None:
            continue
        refresh_states(item, new_state=State.MACHINE)
        for code in CODES:
            _edition(run, item, BY_CODE[code].tag)
        index.update(item)


def _texts(row: dict) -> dict[str, str]:
    return {
        f"{name}_{suffix(code)}": row.get(name, {}).get(code, "")
        for name in TEXTS
        for code in CODES
    }


def _edition(run: ContentImport, item: Resource, tag: str) -> None:
    """So that it is found in its languages; the file is made when it is asked for."""
    natural = {"resource": item, "language": tag}
    run.put(Edition, f"{item.code}:{tag}", natural, {"format": Format.PDF})
