"""What a table does to the catalogue, row by row: told first, then done as it was told.

Both are one and the same run inside a transaction; the first is undone. A row that no
longer means what was told is left alone.
"""

from collections import Counter
from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from bluecampaign.publishing import drafts
from bluecampaign.publishing.models import Status
from bluecampaign.publishing.versions import Version, draft_of
from resources.models import Resource

from . import cells, work
from .columns import COLUMNS, NO_EDITIONS, VERSION, canonical, cells_of, parts_of, with_all
from .findings import STORED, Cell, Finding, Outcome, Plan
from .tables import Line, Table, TableError

# Each is stored, judged and searched anew: about a tenth of a second.
MOST_CHANGES = 150
LONGEST_CODE = Resource._meta.get_field("code").max_length


def examine(table: Table, *, by) -> Plan:
    """What a table would do in the name of somebody; nothing is stored. Raises TableError."""
    with transaction.atomic():
        plan = Run(table, by=by).plan()
        transaction.set_rollback(True)
    return plan


@transaction.atomic
def apply(table: Table, *, by, agreed: dict[str, str], take: set[int], name: str = "") -> Plan:
    """Do what `examine()` told: the rows of `agreed`, and of those in conflict the ones
    in `take`. Raises TableError."""
    return Run(table, by=by, agreed=agreed, take=take, name=name).plan()


class Run:
    def __init__(self, table: Table, *, by, agreed=None, take=(), name: str = "") -> None:
        self.table, self.by = table, by
        self.agreed, self.take = agreed, set(take)
        self.comment = " ".join(filter(None, [_("Imported from a table."), name]))

    def plan(self) -> Plan:
        """A new item that is refused is no item that others may name: then once more."""
        demand_columns(self.table)
        refused: dict[int, Finding] = {}
        if self.agreed is not None:
            work.hold_catalogue()
        while True:
            with transaction.atomic():
                found = list(self._once(refused))
                fresh = self._without_a_place(found, refused)
                if not fresh:
                    return Plan(found)
                refused |= {finding.line: finding for finding in fresh}
                transaction.set_rollback(True)

    def _without_a_place(self, found: list[Finding], refused: dict) -> list[Finding]:
        """New items that are not stored after all: what is wrong with them goes before
        what only follows from it."""
        made = [f for f in found if f.line in self._made and f.outcome not in STORED]
        fresh = [finding for finding in made if finding.line not in refused]
        return [f for f in fresh if f.outcome is Outcome.REFUSED] or fresh

    def _once(self, refused: dict[int, Finding]) -> Iterator[Finding]:
        known = cells.Known.now()
        self._drafts = _with_drafts()
        pks = dict(known.items)
        self._made, self._changes, seen = {}, 0, Counter()
        for line in self.table.lines:
            code = line.cells.get("code", "").strip()
            seen[code.upper()] += 1
            is_new = 0 < len(code) <= LONGEST_CODE and code.upper() not in pks
            if is_new and line.number not in refused and seen[code.upper()] == 1:
                self._made[line.number] = self._make(code, line)
                known.items[code.upper()] = self._made[line.number].pk
        first: dict[str, int] = {}
        named = [known.items[code] for code in seen if code in known.items]
        items = {item.pk: item for item in with_all(Resource.objects.filter(pk__in=named))}
        for line in self.table.lines:
            if line.number in refused:
                yield refused[line.number]
            else:
                yield self._judged(line, known, items, first)

    def _make(self, code: str, line: Line) -> Resource:
        """A place for a new item, so that other rows can name it."""
        return Resource.objects.create(code=code, slug=f"new-{line.number}-in-a-table")

    def _judged(self, line: Line, known, items: dict, first: dict) -> Finding:
        code = line.cells.get("code", "").strip()
        finding = Finding(line.number, code, reasons=list(line.problems))
        if not code:
            finding.reasons.append(_("the code is missing"))
        elif len(code) > LONGEST_CODE:
            finding.reasons.append(_("a code has %(n)d signs at most") % {"n": LONGEST_CODE})
        elif first.setdefault(code.upper(), line.number) != line.number:
            text = _("%(code)s is already on line %(line)d")
            finding.reasons.append(text % {"code": code, "line": first[code.upper()]})
        if finding.reasons:
            finding.outcome = Outcome.REFUSED
            return finding
        with transaction.atomic():
            self._row(finding, line, items[known.items[code.upper()]], known)
            if not self._stands(finding):
                transaction.set_rollback(True)
        return finding

    def _stands(self, finding: Finding) -> bool:
        """Whether what was done for a row is to stay; sets what becomes of it otherwise."""
        if finding.outcome not in STORED or self.agreed is None:
            return finding.outcome in STORED
        if self.agreed.get(str(finding.line)) != finding.digest:
            finding.outcome = Outcome.OVERTAKEN
            finding.reasons = [_("Look at it again: upload the file once more.")]
            return False
        return True

    def _row(self, finding: Finding, line: Line, item: Resource, known) -> None:
        is_new = line.number in self._made
        given = {n: canonical(n, t) for n, t in line.cells.items() if n in COLUMNS}
        given = cells.completed(given, is_new=is_new)
        draft = draft_of(item) if item.pk in self._drafts else None
        with drafts.in_place(item, draft):
            now = with_all(Resource.objects).get(pk=item.pk) if draft else item
            wanted = self._wanted(finding, now, given, is_new=is_new)
        if not wanted:
            return
        self._count_change()
        finding.reasons += self._refusals(item, wanted, is_new=is_new)
        # Asked before the row is carried out: that makes a version of its own.
        between = "" if is_new else _between(item, draft, given.get(VERSION, ""))
        if not finding.reasons:
            done = work.carry_out(
                Resource.objects.get(pk=item.pk),
                lambda working: cells.put(working, wanted, known),
                by=self.by,
                comment=self.comment,
                is_new=is_new,
            )
            finding.reasons, finding.is_draft = done.reasons, done.is_draft
            finding.warnings += done.warnings
        self._conclude(finding, between, is_new=is_new)

    def _count_change(self) -> None:
        """What somebody waits for in front of a browser has an end."""
        self._changes += 1
        if self.by is not None and self._changes > MOST_CHANGES:
            text = _("It changes more than %(n)d items. Import it in parts.")
            raise TableError(text % {"n": MOST_CHANGES})

    def _wanted(self, finding, now: Resource, given: dict, *, is_new: bool) -> dict[str, str]:
        """The cells that say something else than the item does."""
        base = {} if is_new else cells_of(now)
        if not is_new and "languages" in given:
            given = given | {"languages": _with_kept(finding, now, given["languages"])}
        wanted = {
            name: text
            for name, text in given.items()
            if name not in ("code", VERSION) and text != base.get(name, "")
        }
        finding.cells = [Cell(name, base.get(name, ""), text) for name, text in wanted.items()]
        return wanted

    def _refusals(self, item: Resource, wanted: dict, *, is_new: bool) -> list[str]:
        """Why this person may not do that."""
        if not work.may(self.by, "add" if is_new else "change"):
            return [_("You may not add items.") if is_new else _("You may not change items.")]
        publisher = work.may(self.by, "publish")
        status = wanted.get("status", item.status)
        if status not in Status.values:
            choices = ", ".join(Status.values)
            return [_("the status is one of: %s") % choices]
        was = Status.DRAFT if is_new else Status(item.status)
        if was.may_become(Status(status), publisher=publisher):
            return []
        if publisher:
            text = _("what is “%(was)s” cannot become “%(status)s” at once")
            return [text % {"was": was.value, "status": status}]
        return [_("only publishers put items on the site or take them off; write in_review")]

    def _conclude(self, finding, between: str, *, is_new: bool) -> None:
        if finding.reasons:
            finding.outcome = Outcome.REFUSED
            return
        finding.outcome = Outcome.ADDED if is_new else Outcome.CHANGED
        if between and finding.line not in self.take:
            finding.outcome = Outcome.CONFLICT
            finding.reasons = [between]


def _with_drafts() -> set[int]:
    kind = ContentType.objects.get_for_model(Resource)
    pending = Version.objects.pending().filter(content_type=kind)
    return set(pending.values_list("object_id", flat=True))


def _with_kept(finding: Finding, item: Resource, cell: str) -> str:
    """Languages with those that stay whatever the table says."""
    wanted = set() if cell == NO_EDITIONS else set(parts_of(cell))
    kept = cells.kept_languages(item) - wanted
    if kept:
        text = _("Languages that stay, because they have a file or an address: %s")
        finding.warnings.append(text % ", ".join(sorted(kept)))
    return ";".join(sorted(wanted | kept)) or NO_EDITIONS


def _between(item: Resource, draft: Version | None, version: str) -> str:
    """Who changed an item since the row was exported, in a sentence; empty if nobody."""
    if draft is None and (not version or version == str(item.saved)):
        return ""
    newest = draft or Version.objects.newest_work(item)
    if newest is None:
        return _("The file is of another catalogue.")
    text = _("%(who)s saved it on %(time)s. The file does not have that change.")
    if draft:
        text = _("%(who)s is working on a draft of it: %(time)s. The change goes into that draft.")
    moment = date_format(localtime(newest.made_at), "DATETIME_FORMAT")
    return text % {"who": newest.author or _("Somebody"), "time": moment}


def demand_columns(table: Table) -> None:
    """Raise TableError for a table whose columns are not those of the catalogue."""
    if "code" not in table.columns:
        raise TableError(_("There is no column “code”. The first row names the columns."))
    unknown = [name for name in table.columns if name and name not in COLUMNS]
    if unknown:
        text = _("These columns are not known: %(names)s. Take them out or mend their names.")
        raise TableError(text % {"names": ", ".join(unknown)})
