"""Refusals in the admin: every reason at once, each with a link to its field."""

from contextlib import nullcontext
from dataclasses import dataclass

from django.contrib import messages
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bluecampaign.publishing import drafts, refusals
from bluecampaign.publishing.editing import change_url, edit_url, label_of
from bluecampaign.publishing.refusals import Refusal, Refused
from bluecampaign.publishing.versions import draft_of
from bluecampaign.translation.languages import BY_CODE, SOURCE


@dataclass(frozen=True, slots=True)
class Line:
    """A refusal as it is shown. `is_elsewhere`: it is mended on another screen, which
    opens beside this one so that nothing typed here is lost."""

    refusal: Refusal
    place: str
    url: str
    is_elsewhere: bool


def lines_for(obj, found: list[Refusal], *, on_screen=None) -> list[Line]:
    """Refusals with the links to their fields.

    `on_screen` maps (part, column) to the id of a field of the form at hand. Call it
    while the object is as it was judged: parts of a draft are stored for that long only.
    """
    lines = []
    for refusal in found:
        anchor = (on_screen or {}).get((refusal.part, refusal.column))
        url = f"#{anchor}" if anchor and not refusal.url else refusal.url
        if not url:
            url = edit_url(obj, refusal.field, refusal.language, refusal.part)
        lines.append(Line(refusal, _place(obj, refusal), url, not url.startswith("#")))
    return lines


def _place(obj, refusal: Refusal) -> str:
    label = label_of(obj, refusal.field, refusal.part)
    if refusal.language in ("", SOURCE):
        return label
    return f"{label} ({BY_CODE[refusal.language].english_name})"


def ids_of(form, formsets) -> dict[tuple, str]:
    """The fields of a form that was just saved: (part, column) to the id on the screen."""
    ids = {(None, name): form.auto_id % form.add_prefix(name) for name in form.fields}
    for formset in formsets:
        for row in formset.forms:
            part = (formset.prefix, row.instance.pk)
            for name in row.fields:
                ids[(part, name)] = row.auto_id % row.add_prefix(name)
    return ids


class RefusingMixin:
    """For a `PublishingAdmin`: what must not be public does not become so."""

    def hold_back(self, request, form, formsets) -> None:
        """Raise `Refused`, with the links of its lines made, before the form becomes
        public; what is only kept passes, and it is said how much is left to do."""
        if getattr(request, "drafting", False):
            return
        obj = form.instance
        try:
            found = refusals.hold_back(obj, getattr(request, "public_before", None))
        except Refused as refused:
            on_screen = ids_of(form, formsets)
            request.refused = lines_for(obj, refused.found, on_screen=on_screen)
            raise
        if found:
            self._tell(request, obj, found)

    def lines_of(self, obj, before: dict | None) -> list[Line]:
        """What speaks against an object as it is stored at this moment, for its form."""
        return lines_for(obj, refusals.refusals_of(obj, before))

    def draft_in_place(self, obj):
        """A context with the draft of an object in its place, if it has one."""
        draft = draft_of(obj)
        return drafts.in_place(obj, draft) if draft is not None else nullcontext()

    def lines_of_draft(self, obj) -> list[Line]:
        """What speaks against the draft of an object, or against itself if it has none."""
        before = refusals.public_snapshot(obj)
        with self.draft_in_place(obj):
            return self.lines_of(obj, before)

    def said_of_draft(self, request, obj) -> dict:
        """What the form and the review tell of a draft, or of an object that has none:
        what speaks against it, and which of its words are worth a look."""
        with self.draft_in_place(obj):
            words = self.words_of(request, obj)
        return {
            "refusals": self.lines_of_draft(obj),
            "words": words,
            "words_url": self.url_of("words", obj.pk),
        }

    def _tell(self, request, obj, found: list[Refusal]) -> None:
        """After saving: how much is left to do, and where to see it."""
        blocking = sum(refusal.blocks for refusal in found)
        if blocking:
            text = ngettext(
                "%(n)d thing must be put right before it can be published.",
                "%(n)d things must be put right before it can be published.",
                blocking,
            ) % {"n": blocking}
        else:
            text = ngettext(
                "%(n)d thing is worth another look.",
                "%(n)d things are worth another look.",
                len(found),
            ) % {"n": len(found)}
        link = format_html('<a href="{}#refusals">{}</a>', change_url(obj), _("See each"))
        self.message_user(request, format_html("{} {}", text, link), messages.WARNING)

    def tell_refused(self, request, obj, lines: list[Line]) -> None:
        """For the list of objects: why this one was not published."""
        items = format_html_join(
            "",
            '<li><a href="{}">{}</a>: {} {}</li>',
            (
                (line.url, line.place, line.refusal.reason, line.refusal.fix)
                for line in lines
                if line.refusal.blocks
            ),
        )
        text = _("“%(name)s” was not published; nothing of it was changed.") % {"name": obj}
        self.message_user(request, format_html("{}<ul>{}</ul>", text, items), messages.ERROR)
