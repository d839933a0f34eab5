"""The catalogue as a CSV file: read, judged whole, and brought into the database.

Columns: code, title, kind, audiences, topics, languages, year, source_url, note, and
optionally slug, component, summary_en and title_xx / summary_xx for any page language.
Lists inside a cell are separated by `;`.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.text import slugify

from awareness.models import Audience, ComponentProfile
from bluecampaign.pages.languages import is_language_tag
from bluecampaign.publishing.importing import ContentImport
from bluecampaign.publishing.models import Status
from bluecampaign.search import index
from bluecampaign.translation.languages import BY_CODE, CODES, SOURCE, suffix
from bluecampaign.translation.models import State, refresh_states

from .choices import UNKNOWN_LANGUAGE, Kind
from .models import Edition, Resource, Topic

REQUIRED = ("code", "title", "kind", "audiences", "topics", "languages", "year")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_LENGTH = 100


class CatalogueError(Exception):
    """The file cannot be imported. `problems` names every line and what is wrong."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass
class Row:
    """A line of the file, understood."""

    line: int
    cells: dict[str, str]
    problems: list[str] = field(default_factory=list)

    @property
    def code(self) -> str:
        return self.cells["code"]

    def many(self, name: str) -> list[str]:
        return [part.strip() for part in self.cells[name].split(";") if part.strip()]

    @property
    def languages(self) -> list[str]:
        """BCP 47 tags; a language that is not named is stored as unknown."""
        codes = self.many("languages") or [UNKNOWN_LANGUAGE]
        return [BY_CODE[code].tag if code in BY_CODE else code for code in codes]

    @property
    def slug(self) -> str:
        return self.cells.get("slug") or slugify(self.cells["title"])[:SLUG_LENGTH].strip("-_")

    def texts(self) -> dict[str, str]:
        """The translated columns that the file has: `title_es`, `summary_en`."""
        found = {f"title_{SOURCE}": self.cells["title"]}
        for name in ("title", "summary"):
            for code in CODES:
                value = self.cells.get(f"{name}_{suffix(code)}")
                if value:
                    found[f"{name}_{suffix(code)}"] = value
        return found


def read(text: str) -> list[Row]:
    """The rows of a CSV file; raises CatalogueError with every problem at once."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    missing = [name for name in REQUIRED if name not in (reader.fieldnames or ())]
    if missing:
        raise CatalogueError([f"Line 1: these columns are missing: {', '.join(missing)}"])
    try:
        rows = [_row(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        raise CatalogueError([f"Line {reader.line_num}: {error}"]) from error
    problems = [f"Line {r.line}: {text}" for r in _checked(rows) for text in r.problems]
    if problems:
        raise CatalogueError(problems)
    return rows


def _row(number: int, cells: dict) -> Row:
    row = Row(number, {k: (v or "").strip() for k, v in cells.items() if k})
    if None in cells:
        row.problems.append("there are more cells than columns; quote the commas")
    return row


def _checked(rows: list[Row]) -> Iterator[Row]:
    seen: dict[str, int] = {}
    slugs = dict(Resource.objects.values_list("slug", "code"))
    audiences = set(Audience.objects.values_list("slug", flat=True))
    topics = set(Topic.objects.values_list("slug", flat=True))
    components = set(ComponentProfile.objects.values_list("slug", flat=True))
    for row in rows:
        row.problems += _cell_problems(row)
        row.problems += _unknown(row.many("audiences"), audiences, "audience")
        row.problems += _unknown(row.many("topics"), topics, "topic")
        component = row.cells.get("component", "")
        row.problems += _unknown([component] if component else [], components, "component")
        if row.code in seen:
            row.problems.append(f"{row.code} is already on line {seen[row.code]}")
        if slugs.setdefault(row.slug, row.code) != row.code:
            row.problems.append(
                f"{slugs[row.slug]} has the address “{row.slug}”; write another slug"
            )
        seen.setdefault(row.code, row.line)
        yield row


def _cell_problems(row: Row) -> list[str]:
    year = row.cells["year"]
    source = row.cells.get("source_url", "")
    checks = [
        (bool(row.code), "the code is missing"),
        (bool(row.cells["title"]), "the title is missing"),
        (
            row.cells["kind"] in Kind.values,
            f"the kind “{row.cells['kind']}” is none of: {', '.join(Kind.values)}",
        ),
        (
            not year or (year.isdecimal() and 1990 <= int(year) <= 2100),
            f"the year “{year}” is not a year",
        ),
        (
            not row.cells["title"] or bool(SLUG.fullmatch(row.slug)),
            f"“{row.slug}” cannot be an address; write a slug such as tip-card",
        ),
        (
            not source or source.startswith(("https://", "http://")),
            "the source is not an address",
        ),
    ]
    bad_tags = [tag for tag in row.languages if not is_language_tag(tag)]
    checks.append((not bad_tags, f"no language has the tag {', '.join(bad_tags)}"))
    return [problem for fine, problem in checks if not fine]


def _unknown(values: list[str], known: set[str], what: str) -> list[str]:
    unknown = [value for value in values if value not in known]
    return [f"there is no {what} “{value}”; add it first" for value in unknown]


def load(run: ContentImport, rows: list[Row]) -> None:
    """Bring rows into the database through an import that keeps staff's edits."""
    audiences = {audience.slug: audience for audience in Audience.objects.all()}
    topics = {topic.slug: topic for topic in Topic.objects.all()}
    components = {profile.slug: profile for profile in ComponentProfile.objects.all()}
    for row in rows:
        values = {
            "kind": row.cells["kind"],
            "slug": row.slug,
            "year": int(row.cells["year"]) if row.cells["year"] else None,
            "component": components.get(row.cells.get("component", "")),
            "source_url": row.cells.get("source_url", ""),
            "note": row.cells.get("note", ""),
            "status": Status.LIVE,
            "audiences": [audiences[slug] for slug in row.many("audiences")],
            "topics": [topics[slug] for slug in row.many("topics")],
            **row.texts(),
        }
        resource = run.put(Resource, row.code, {"code": row.code}, values)
        if resource is not None:
            _editions(run, resource, row)
            refresh_states(resource, new_state=State.MACHINE)
            index.update(resource)


def _editions(run: ContentImport, resource: Resource, row: Row) -> None:
    for tag in row.languages:
        natural = {"resource_id": resource.pk, "language": tag}
        run.put(Edition, f"{row.code}:{tag}", natural, {})
