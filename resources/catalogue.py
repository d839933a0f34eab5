"""The catalogue as a content file, CSV or XLSX: read, judged whole, and brought into the
database without overwriting what staff wrote. (`resources/bulk/` is how staff do it.)

Columns: code, title, kind, audiences, topics, languages, year, and optionally source_url,
note, slug, component, standing, replaced_by, orderable, status, summary_en, body_en and
title_xx / summary_xx / body_xx for any page language.
Lists inside a cell are separated by `;`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.utils.text import slugify

from awareness.models import Audience, ComponentProfile
from bluecampaign.pages.languages import is_language_tag
from bluecampaign.publishing.importing import ContentImport
from bluecampaign.publishing.models import Status
from bluecampaign.search import index
from bluecampaign.translation.languages import BY_CODE, CODES, SOURCE, suffix
from bluecampaign.translation.models import State, refresh_states

from .bulk.columns import NO, NO_EDITIONS, YES, canonical
from .bulk.tables import Line, Table, TableError, read_csv
from .bulk.tables import read as read_table
from .choices import UNKNOWN_LANGUAGE, Kind, Standing
from .models import Edition, Resource, Topic

# Columns that mean the same however they are written.
MEANT = ("kind", "standing", "status", "orderable")
REQUIRED = ("code", "title", "kind", "audiences", "topics", "languages", "year")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_LENGTH = 100
MOST_ROWS = 100_000


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
        if self.cells["languages"] == NO_EDITIONS:
            return []
        codes = self.many("languages") or [UNKNOWN_LANGUAGE]
        return [BY_CODE[code].tag if code in BY_CODE else code for code in codes]

    @property
    def slug(self) -> str:
        return self.cells.get("slug") or slugify(self.cells["title"])[:SLUG_LENGTH].strip("-_")

    @property
    def successor(self) -> str:
        return self.cells.get("replaced_by", "")

    def texts(self) -> dict[str, str]:
        """The translated columns that the file has: `title_es`, `summary_en`."""
        found = {f"title_{SOURCE}": self.cells["title"]}
        for name in ("title", "summary", "body"):
            for code in CODES:
                value = self.cells.get(f"{name}_{suffix(code)}")
                if value:
                    found[f"{name}_{suffix(code)}"] = value
        return found


def read(text: str) -> list[Row]:
    """The rows of a CSV file; raises CatalogueError with every problem at once."""
    return _judged(lambda: read_csv(text, MOST_ROWS))


def read_file(data: bytes) -> list[Row]:
    """The rows of a CSV or XLSX file; raises CatalogueError with every problem at once."""
    return _judged(lambda: read_table(data, MOST_ROWS))


def _judged(reading: Callable[[], Table]) -> list[Row]:
    try:
        table = reading()
    except TableError as error:
        raise CatalogueError(error.problems) from error
    missing = [name for name in REQUIRED if name not in table.columns]
    if missing:
        raise CatalogueError([f"Line 1: these columns are missing: {', '.join(missing)}"])
    rows = [_row(line) for line in table.lines]
    problems = [f"Line {r.line}: {text}" for r in _checked(rows) for text in r.problems]
    if problems:
        raise CatalogueError(problems)
    return _successors_first(rows)


def _row(line: Line) -> Row:
    told = {name: canonical(name, text) for name, text in line.cells.items() if name in MEANT}
    cells = {name: text.strip() for name, text in line.cells.items()} | told
    return Row(line.number, cells, list(line.problems))


def _successors_first(rows: list[Row]) -> list[Row]:
    """In an order in which everything that replaces something is there before it."""
    waiting = {row.code.upper(): row for row in rows}
    ordered: list[Row] = []
    while waiting:
        free = [row for row in waiting.values() if row.successor.upper() not in waiting]
        if not free:
            text = "these items replace each other in a circle: " + ", ".join(sorted(waiting))
            raise CatalogueError([text])
        for row in free:
            del waiting[row.code.upper()]
        ordered += free
    return ordered


def _checked(rows: list[Row]) -> Iterator[Row]:
    seen: dict[str, int] = {}
    slugs = dict(Resource.objects.values_list("slug", "code"))
    audiences = set(Audience.objects.values_list("slug", flat=True))
    topics = set(Topic.objects.values_list("slug", flat=True))
    components = set(ComponentProfile.objects.values_list("slug", flat=True))
    codes = {code.upper() for code in Resource.objects.values_list("code", flat=True)}
    codes |= {row.code.upper() for row in rows}
    for row in rows:
        row.problems += _cell_problems(row)
        row.problems += _unknown(row.many("audiences"), audiences, "audience")
        row.problems += _unknown(row.many("topics"), topics, "topic")
        component = row.cells.get("component", "")
        row.problems += _unknown([component] if component else [], components, "component")
        if row.successor and row.successor.upper() not in codes:
            row.problems.append(f"there is no item “{row.successor}”; add it first")
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
    choices = [("standing", Standing.values), ("status", Status.values), ("orderable", (YES, NO))]
    checks += [
        (
            not row.cells.get(name) or row.cells[name] in known,
            f"the {name} “{row.cells.get(name)}” is none of: {', '.join(known)}",
        )
        for name, known in choices
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
            "status": row.cells.get("status") or Status.LIVE,
            **_standing(row),
            "audiences": [audiences[slug] for slug in row.many("audiences")],
            "topics": [topics[slug] for slug in row.many("topics")],
            **row.texts(),
        }
        resource = run.put(Resource, row.code, {"code": row.code}, values)
        if resource is not None:
            _editions(run, resource, row)
            refresh_states(resource, new_state=State.MACHINE)
            index.update(resource)


def _standing(row: Row) -> dict:
    """What the file says of it; a file that says nothing leaves it as it is."""
    said = {}
    if row.cells.get("standing"):
        said["standing"] = row.cells["standing"]
    if "replaced_by" in row.cells:
        found = Resource.objects.filter(code__iexact=row.successor) if row.successor else ()
        said["replaced_by"] = found[0] if found else None
    if row.cells.get("orderable"):
        said["orderable"] = row.cells["orderable"] == YES
    return said


def _editions(run: ContentImport, resource: Resource, row: Row) -> None:
    for tag in row.languages:
        natural = {"resource_id": resource.pk, "language": tag}
        run.put(Edition, f"{row.code}:{tag}", natural, {})
