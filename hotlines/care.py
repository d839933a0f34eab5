"""The care a number needs: nobody alone puts one before readers.

Two people stand behind every number that the public sees: one who wrote it, and another
who may publish and who says how they called or checked it. A draft remembers in its
snapshot who had a hand in its numbers. Content files are exempt: two people have read
them before they came here.
"""

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from bluecampaign.publishing.difference import marked
from bluecampaign.publishing.states import Status
from bluecampaign.publishing.versions import Version

from .models import Channel, Hotline, Verification

# What decides which number is dialled, and by which name a text calls it.
NUMBER_FIELDS = (
    *("key", "kind", "number", "display", "letters"),
    *("sms_keywords", "sms_name", "url"),
)
HANDS = "numbers_by"


@dataclass(frozen=True, slots=True)
class NumberChange:
    """One way to reach a line, as it was and as it would be, field by field.

    `token` stands for this very number: who has ticked it has not ticked another one.
    """

    name: str
    rows: list[tuple[str, SafeString, SafeString]]
    token: str


def public_numbers(snapshot: dict) -> dict[int, dict]:
    """Every way to reach a line that the public sees, or will see when its time comes."""
    line = snapshot["fields"]
    if not Status(line["status"]).is_public:
        return {}
    return {
        part["pk"]: {"line": line["slug"]}
        | {name: part["fields"].get(name) or "" for name in NUMBER_FIELDS}
        for part in snapshot["parts"].get("channels", ())
    }


def puts_numbers(old: dict, new: dict) -> bool:
    """Whether readers would see another number. To take a whole line off is no change
    of a number: one person may do it at once, when a number has come into wrong hands."""
    return Status(new["fields"]["status"]).is_public and public_numbers(old) != public_numbers(new)


def number_changes(old: dict, new: dict) -> list[NumberChange]:
    """What of the numbers differs, each to be checked by the person who approves."""
    if not puts_numbers(old, new):
        return []
    before, after = public_numbers(old), public_numbers(new)
    return [
        _change(pk, before.get(pk, {}), after.get(pk, {}))
        for pk in {**before, **after}
        if before.get(pk) != after.get(pk)
    ]


def every_number_changes(old: dict, new: dict) -> bool:
    """Whether checking the changes of a draft is checking the whole line."""
    before, after = public_numbers(old), public_numbers(new)
    return bool(after) and all(before.get(pk) != after[pk] for pk in after)


def _change(pk: int, was: dict, now: dict) -> NumberChange:
    facts = now or was
    rows = [
        (label, *marked(old, new))
        for name, label in _labels().items()
        for old, new in [(_text(name, was), _text(name, now))]
        if old or new
    ]
    plain = json.dumps([pk, now], sort_keys=True)
    token = f"{pk}-{hashlib.sha256(plain.encode()).hexdigest()[:16]}"
    return NumberChange(f"{facts['line']}:{facts['key']}", rows, token)


def _labels() -> dict[str, str]:
    fields = {name: Channel._meta.get_field(name).verbose_name for name in NUMBER_FIELDS}
    return {"line": _("Line")} | {name: capfirst(str(text)) for name, text in fields.items()}


def _text(name: str, facts: dict) -> str:
    value = facts.get(name) or ""
    if name == "kind" and value:
        return str(dict(Channel._meta.get_field("kind").flatchoices).get(value, value))
    return ", ".join(value) if isinstance(value, list) else value


def signed(snapshot: dict, *, stored: dict, before: dict, by, history: Iterable[Version]) -> dict:
    """The snapshot of a draft with the hands that its numbers went through.

    `stored` is what stands there now, `before` the draft as it was until now, `history`
    the versions of the line, the oldest first.
    """
    hands: set[int] = set()
    if puts_numbers(stored, snapshot):
        hands = set(before.get(HANDS, ()))
        if public_numbers(snapshot) != public_numbers(before):
            hands |= _writers(snapshot, before, by, history)
    return {**snapshot, HANDS: sorted(hands)}


def _writers(snapshot: dict, before: dict, by, history: Iterable[Version]) -> set[int]:
    """Who wrote the numbers that a snapshot puts before the public.

    As a rule who does it now. Of a line that nobody has seen yet it is who typed its
    numbers: somebody else who puts it forward is the second person.
    """
    if Status(before["fields"]["status"]).is_public or _typed(snapshot) != _typed(before):
        return {by.pk}
    versions = list(history)
    if any(public_numbers(version.snapshot) for version in versions):
        return {by.pk}
    return _typists(_typed(snapshot), versions) or {by.pk}


def _typists(wanted: dict[int, dict], versions: list[Version]) -> set[int]:
    """Who made each number what it is; nobody where a version is nobody's."""
    found: dict[int, int | None] = {}
    earlier: dict[int, dict] = {}
    for version in versions:
        there = _typed(version.snapshot)
        for pk, facts in wanted.items():
            if there.get(pk) == facts != earlier.get(pk):
                found[pk] = version.author_id
        earlier = there
    return {author for author in found.values() if author is not None}


def _typed(snapshot: dict) -> dict[int, dict]:
    """Every way to reach a line, whether the public sees it or not."""
    fields = {**snapshot["fields"], "status": Status.LIVE.value}
    return public_numbers({**snapshot, "fields": fields})


def hands_of(draft: Version) -> Collection[int | None]:
    """Who wrote the numbers of a draft; its author where nothing is noted."""
    return draft.snapshot.get(HANDS) or [draft.author_id]


def reasons_against(
    old: dict, draft: Version, *, by, ticked: Collection[str], note: str
) -> list[str]:
    """Why somebody may not put the numbers of a draft before readers: all reasons."""
    found = number_changes(old, draft.snapshot)
    if not found:
        return []
    reasons = []
    if by.pk in hands_of(draft):
        reasons.append(
            _(
                "You wrote a number of this draft yourself. A second person who may "
                "publish must call or check it and approve it."
            )
        )
    open_ones = [change.name for change in found if change.token not in ticked]
    if open_ones:
        text = _("Call or check each number, then tick it: %(names)s.")
        reasons.append(text % {"names": ", ".join(open_ones)})
    if not note:
        reasons.append(_("Say how you checked the numbers: whom you called, or which source."))
    return reasons


def record_review(line: Hotline, old: dict, new: dict, *, by, note: str) -> None:
    """Keep what an approver says of the numbers of a draft, if it changes any. The line
    counts as verified today only where every number of it was among them."""
    found = number_changes(old, new)
    if every_number_changes(old, new):
        record(line, by=by, note=note)
    elif found:
        names = ", ".join(change.name for change in found)
        Verification.objects.create(hotline=line, by=by, note=f"{names}: {note}")


def record(line: Hotline, *, by, note: str) -> None:
    """Write down that somebody called or checked every number of a line today."""
    Verification.objects.create(hotline=line, by=by, note=note)
    line.verified_on = timezone.localdate()
    line.save(update_fields=["verified_on"])
