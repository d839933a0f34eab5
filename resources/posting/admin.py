"""The posting duties in the office."""

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bluecampaign.publishing.admin import PUBLISHING, LiveFilter, PublishingAdmin
from bluecampaign.publishing.forms import WordsField
from bluecampaign.publishing.models import Status
from resources.models import PostingDuty

from . import views
from .asking import Asked
from .choices import Premises


class PostingDutyForm(forms.ModelForm):
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of place"), choices=Premises.choices, widget=forms.CheckboxSelectMultiple
    )
    languages = WordsField(
        label=_("Languages that the law asks for"),
        help_text=_("BCP 47: en, es, zh-Hans, with commas between them. Empty: not known."),
    )

    class Meta:
        model = PostingDuty
        fields = (
            *("key", "jurisdiction", "kinds", "law", "width_inches", "height_inches"),
            *("type_size", "languages", "as_of", "source_url", "resource"),
        )

    def clean_kinds(self):
        """The same kinds in another order are no change: a form sends them in its own."""
        chosen, present = self.cleaned_data["kinds"], self.instance.kinds
        return present if sorted(chosen) == sorted(present) else chosen


class CheckFilter(admin.SimpleListFilter):
    title = _("held against the law")
    parameter_name = "checked"

    def lookups(self, request, model_admin):
        return [("due", _("More than a year ago")), ("fresh", _("Within a year"))]

    def queryset(self, request, queryset):
        due = PostingDuty.objects.due_for_check(timezone.localdate()).values("pk")
        if self.value() == "due":
            return queryset.filter(pk__in=due)
        if self.value() == "fresh":
            return queryset.exclude(pk__in=due)
        return queryset


class KindFilter(admin.SimpleListFilter):
    """By one of the kinds in the list of each duty; SQLite cannot look into such a list."""

    title = _("kind of place")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return Premises.choices

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        lists = PostingDuty.objects.order_by().values_list("pk", "kinds")
        return queryset.filter(pk__in=[pk for pk, kinds in lists if self.value() in kinds])


@admin.register(PostingDuty)
class PostingDutyAdmin(PublishingAdmin):
    form = PostingDutyForm
    list_display = (
        *("jurisdiction", "title_en", "law"),
        *("as_of", "is_checked", "is_live_now", "translations"),
    )
    list_display_links = ("jurisdiction", "title_en")
    list_filter = (CheckFilter, LiveFilter, "status", KindFilter, "jurisdiction")
    search_fields = ("title_en", "summary_en", "law", "key", "jurisdiction")
    ordering = ("jurisdiction", "key")
    list_per_page = 100
    autocomplete_fields = ("resource",)
    prepopulated_fields = {"key": ("title_en",)}
    sections = (
        (_("Text"), {"translated": ["title", "summary"]}),
        (_("Where it holds, and for whom"), {"fields": ["jurisdiction", "kinds", "key"]}),
        (
            _("What the law asks for"),
            {
                "fields": [
                    "law",
                    ("width_inches", "height_inches"),
                    ("type_size", "languages"),
                    "resource",
                ],
            },
        ),
        (_("Proof"), {"fields": ["as_of", "source_url"]}),
        PUBLISHING,
    )

    @admin.display(description=_("checked within a year"), boolean=True)
    def is_checked(self, duty) -> bool:
        return not duty.is_due()

    @admin.display(description=_("translated into"))
    def translations(self, duty) -> str:
        """`languages` is a field here: what the law asks for."""
        return self.languages(duty)

    def preview(self, request, duty):
        """The page with all duties, this one as if it were published: the preview is undone."""
        PostingDuty.objects.filter(pk=duty.pk).update(
            status=Status.LIVE, publish_at=None, unpublish_at=None
        )
        return views.show(request, Asked())
