"""The shipped catalogue: topics, the 88 items the campaign has published, the pieces that
this site prints, posting duties."""

import tomllib
from pathlib import Path

from bluecampaign.publishing.importing import ContentImport
from bluecampaign.translation.languages import CODES, suffix
from bluecampaign.translation.models import State, refresh_states

from . import catalogue
from .models import Topic
from .posting import seed as posting
from .printed import seed as printed

CONTENT = Path(__file__).parent / "content"
CATALOGUE = CONTENT / "catalogue.csv"
TOPICS = CONTENT / "topics.toml"
BODIES = CONTENT / "bodies"


def files() -> list[Path]:
    return [CATALOGUE, TOPICS, posting.FILE, printed.FILE, *sorted(BODIES.glob("*.md"))]


def bodies() -> dict[str, dict[str, str]]:
    """The texts of items by code, each under its column: `BC-011.es.md` is `body_es`."""
    found: dict[str, dict[str, str]] = {}
    for file in sorted(BODIES.glob("*.md")):
        item, code = file.stem.rsplit(".", 1)
        words = file.read_text(encoding="utf-8").strip()
        found.setdefault(item, {})[f"body_{suffix(code)}"] = words
    return found


def load(run: ContentImport) -> None:
    with TOPICS.open("rb") as file:
        for row in tomllib.load(file)["topics"]:
            names = {f"name_{suffix(code)}": row["name"].get(code, "") for code in CODES}
            values = {"order": row["order"]} | names
            topic = run.put(Topic, row["slug"], {"slug": row["slug"]}, values)
            if topic is not None:
                refresh_states(topic, new_state=State.MACHINE)
    rows = catalogue.read(CATALOGUE.read_text(encoding="utf-8"))
    texts = bodies()
    for row in rows:
        row.cells |= texts.get(row.code, {})
    catalogue.load(run, rows)
    printed.load(run)
    posting.load(run)
