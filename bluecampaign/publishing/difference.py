"""What differs between two snapshots, in words that an editor can read."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db import models
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bluecampaign.translation.languages import BY_CODE, LANGUAGES, SOURCE, Language

from .snapshots import told_fields

NO_ORDER = {"id", "order"}
# To compare longer texts word by word takes too long.
LONGEST_COMPARED = 2000


@dataclass(frozen=True, slots=True)
class Change:
    """One field of an object or a part: what it was and what it is."""

    where: str
    field: str
    language: Language | None
    old: SafeString
    new: SafeString


def changes(model: type[models.Model], old: dict, new: dict) -> list[Change]:
    """The differences from `old` to `new`, the object first, then its parts."""
    found = list(_field_changes(model, "", old["fields"], new["fields"]))
    for field in model._meta.many_to_many:
        before, after = old["members"].get(field.name), new["members"].get(field.name)
        if before != after:
            found.append(_members(field, before or [], after or []))
    for name in {**old["parts"], **new["parts"]}:
        part_model = model._meta.get_field(name).related_model
        found += _part_changes(part_model, old["parts"].get(name, []), new["parts"].get(name, []))
    return found


def _part_changes(model, old: list[dict], new: list[dict]) -> Iterator[Change]:
    before = {part["pk"]: part["fields"] for part in old}
    after = {part["pk"]: part["fields"] for part in new}
    for pk in {**before, **after}:
        was, now = before.get(pk, {}), after.get(pk, {})
        yield from _field_changes(model, _name(model, now or was), was, now)


def _name(model, fields: dict) -> str:
    """What a part is called: its kind and its key."""
    key = fields.get("key") or fields.get("language") or ""
    return f"{model._meta.verbose_name} {key}".strip()


def _field_changes(model, where: str, old: dict, new: dict) -> Iterator[Change]:
    for field in told_fields(model):
        if not field.editable:
            # Written by the site itself, about something that is told beside it.
            continue
        was, now = _text(field, old.get(field.name)), _text(field, new.get(field.name))
        if was != now:
            base = getattr(field, "translated_field", None)
            label = base.verbose_name if base is not None else field.verbose_name
            before, after = marked(was, now)
            yield Change(where, str(label), _language(field), before, after)


def _language(field) -> Language | None:
    base = getattr(field, "translated_field", None)
    if base is None:
        return None
    ending = field.name.removeprefix(f"{base.name}_")
    return next((item for item in LANGUAGES if item.suffix == ending), BY_CODE[SOURCE])


def _members(field, old: list[int], new: list[int]) -> Change:
    names = field.related_model._default_manager.in_bulk({*old, *new})
    was = ", ".join(str(names[pk]) for pk in old if pk in names)
    now = ", ".join(str(names[pk]) for pk in new if pk in names)
    before, after = marked(was, now)
    return Change("", str(field.verbose_name), None, before, after)


def _text(field, value) -> str:
    """A stored value as staff know it: the label of a choice, the name of a relation."""
    if value in (None, "", []):
        return ""
    if field.is_relation:
        found = field.related_model._default_manager.filter(pk=value).first()
        return str(found or value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def marked(old: str, new: str) -> tuple[SafeString, SafeString]:
    """Both texts with what was taken away and what was added marked, word by word."""
    was, now = _words(old), _words(new)
    before, after = [], []
    for verb, i1, i2, j1, j2 in SequenceMatcher(a=was, b=now, autojunk=False).get_opcodes():
        before.append((verb in ("replace", "delete"), "".join(was[i1:i2])))
        after.append((verb in ("replace", "insert"), "".join(now[j1:j2])))
    return _html(before, "del"), _html(after, "ins")


def marked_if_short(old: str, new: str) -> tuple[str, str]:
    """Both texts, the differences marked where there are two short enough to compare."""
    if not old or max(len(old), len(new)) > LONGEST_COMPARED:
        return old, new
    return marked(old, new)


def _words(text: str) -> list[str]:
    """Words with the space behind them; every sign of a number or a CJK text alone."""
    pieces: list[str] = []
    for character in text:
        alone = character.isdigit() or ord(character) > 0x2E7F
        fresh = not pieces or alone or pieces[-1][-1].isspace() or pieces[-1][-1].isdigit()
        if fresh and not (pieces and character.isspace()):
            pieces.append(character)
        else:
            pieces[-1] += character
    return pieces


def _html(pieces: list[tuple[bool, str]], tag: str) -> SafeString:
    marked_up = []
    for is_marked, text in pieces:
        if is_marked and text:
            marked_up.append(format_html("<{0}>{1}</{0}>", tag, text))
        else:
            marked_up.append(escape(text))
    return format_html_join("", "{}", ((piece,) for piece in marked_up))
