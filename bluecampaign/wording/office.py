"""Words to look at, in the office: above the form, at the review, on a page of their own
where somebody says which of them are meant so."""

from collections.abc import Collection, Iterable, Sized
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bluecampaign.publishing.editing import change_url, edit_url, label_of
from bluecampaign.translation.admin import translates_only
from bluecampaign.translation.languages import BY_CODE, Language

from .hits import Finding
from .looking import open_findings, unexempted
from .models import MeantSo, say

MEANT = "meant"
# Told after saving without a form below it: what one reads before going on.
MOST_SAID = 5


@dataclass(frozen=True, slots=True)
class Words:
    """A finding as it is shown: with the name of its field and the way to it."""

    finding: Finding
    place: str
    url: str
    is_meant: bool = False

    @property
    def language(self) -> Language:
        return BY_CODE[self.finding.language]


def shown(obj: models.Model, found: Iterable[Finding], meant: Iterable[str] = ()) -> list[Words]:
    """Findings with the links to their fields. Call it while the object is as it was
    looked at: parts of a draft are stored for that long only."""
    return [
        Words(
            each,
            label_of(obj, each.field, each.part),
            edit_url(obj, each.field, each.language, each.part),
            each.digest in meant,
        )
        for each in found
    ]


def with_parts(obj: models.Model) -> models.Model:
    """The object as it is stored at this moment, with its parts, in few queries."""
    fresh = type(obj)._default_manager.get(pk=obj.pk)
    models.prefetch_related_objects([fresh], *getattr(fresh, "snapshot_parts", ()))
    return fresh


def words_in(obj: models.Model, languages: Collection[str] = ()) -> list[Words]:
    """What is left to look at in an object as it is stored at this moment; in some
    languages, or in all."""
    fresh = with_parts(obj)
    return shown(fresh, open_findings(fresh, languages=languages))


def how_many(found: Sized) -> str:
    return ngettext(
        "%(n)d place has words to look at.", "%(n)d places have words to look at.", len(found)
    ) % {"n": len(found)}


def say_which(request, words: list[Words]) -> None:
    """Right after saving, where no form shows them later: the words themselves, so many
    that they can be read; nothing where there are none."""
    if not words:
        return
    more = len(words) > MOST_SAID
    context = {"words": words[:MOST_SAID], "how_many": how_many(words), "more": more}
    messages.info(request, render_to_string("admin/words_said.html", context))


class SaysWordsMixin:
    """For a `TranslatedAdmin` without drafts: says after saving which words are worth
    another look, to translators those of their languages."""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        say_which(request, words_in(form.instance, translates_only(request, self.opts)))


class WordsMixin:
    """For a `PublishingAdmin`: tells of words, and never keeps anybody from saving."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_words"
        view = self.admin_site.admin_view(self.words_view)
        return [path("<path:object_id>/words/", view, name=name), *super().get_urls()]

    def words_of(self, request, obj) -> list[Words]:
        """What is left to look at in an object as it is stored at this moment."""
        return words_in(obj, translates_only(request, self.opts))

    def _own(self, request, found: Iterable[Finding]) -> list[Finding]:
        """Translators are told of what they may change."""
        own = translates_only(request, self.opts)
        return [each for each in found if not own or each.language in own]

    def tell_of_words(self, request, obj) -> None:
        """After saving: how many words there are to look at, and where to see them."""
        found = [] if getattr(request, "drafting", False) else self.words_of(request, obj)
        if found:
            text = how_many(found)
            link = format_html('<a href="{}#words">{}</a>', change_url(obj), _("See them"))
            self.message_user(request, format_html("{} {}", text, link), messages.INFO)

    def words_view(self, request, object_id):
        """Every finding, those that are meant so ticked; a tick lets one stand."""
        obj = self.object_or_404(request, object_id)
        if request.method == "POST":
            return self._let_stand(request, obj)
        meant = set(MeantSo.objects.of(obj).values_list("digest", flat=True))
        with self.draft_in_place(obj):
            fresh = with_parts(obj)
            found = shown(fresh, self._own(request, unexempted(fresh)), meant)
        return self.page(
            request,
            "admin/words_page.html",
            _("Words to look at: %(name)s") % {"name": obj},
            object=obj,
            words=found,
            change_url=self.url_of("change", obj.pk),
            may_say=self.has_change_permission(request, obj),
        )

    @transaction.atomic
    def _let_stand(self, request, obj):
        """Only what is found now and was on the screen is ticked or taken back."""
        if not self.has_change_permission(request, obj):
            raise PermissionDenied
        with self.draft_in_place(obj):
            found = {each.digest: each for each in self._own(request, unexempted(with_parts(obj)))}
        ticked = found.keys() & set(request.POST.getlist(MEANT))
        on_screen = found.keys() & set(request.POST.getlist("on_screen"))
        meant = {digest: found[digest].words for digest in ticked}
        say(obj, meant, among=on_screen, by=request.user)
        self.message_user(request, _("It is kept. A change of a sentence brings it back."))
        return HttpResponseRedirect(self.url_of("change", obj.pk))
