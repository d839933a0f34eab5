from django import forms
from django.conf import settings
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bluecampaign.publishing.admin import PUBLISHING, LiveFilter, PublishingAdmin
from bluecampaign.publishing.forms import WordsField
from bluecampaign.translation.admin import LanguageFields, TranslationStateInline

from .choices import Need
from .models import Channel, Hotline
from .office import NumberCareMixin, VerifyingMixin


class ChannelForm(forms.ModelForm):
    languages = WordsField(
        label=_("Languages"), help_text=_("Codes: en, es, zh-Hans. Empty: not known.")
    )
    sms_keywords = WordsField(label=_("Words to text"), help_text=_("HELP, INFO"))
    closed_days = WordsField(
        label=_("Closed on"), help_text=_("2026-12-25, or 12-25 for every year.")
    )

    class Meta:
        model = Channel
        fields = (
            *("kind", "key", "order", "number", "display", "letters", "sms_keywords"),
            *("sms_name", "url", "languages", "interpreted_languages", "always_open"),
            *("opening_hours", "time_zone", "closed_days"),
        )


class ChannelInline(LanguageFields, admin.StackedInline):
    model = Channel
    form = ChannelForm
    extra = 0
    sections = (
        (
            None,
            {
                "fields": [
                    ("kind", "key", "order"),
                    ("number", "display", "letters"),
                    ("sms_keywords", "sms_name"),
                    "url",
                    ("languages", "interpreted_languages"),
                    "always_open",
                    ("opening_hours", "time_zone", "closed_days"),
                ],
            },
        ),
        (None, {"translated": ["hours", "note"]}),
    )


class HotlineForm(forms.ModelForm):
    needs = forms.MultipleChoiceField(
        label=_("Needs it serves"),
        choices=Need.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Hotline
        fields = (
            *("slug", "order", "kind", "answered_by", "is_law_enforcement", "territory"),
            *("is_immigration_authority", "needs", "source_url"),
        )

    def clean_needs(self):
        """The same needs in another order are no change: a form sends them in its own."""
        chosen, present = self.cleaned_data["needs"], self.instance.needs
        return present if sorted(chosen) == sorted(present) else chosen


class VerifiedFilter(admin.SimpleListFilter):
    title = _("verified")
    parameter_name = "verified"

    def lookups(self, request, model_admin):
        return [
            ("never", _("Never verified")),
            ("due", _("Due for verifying")),
            ("once", _("Verified")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "never":
            return queryset.filter(verified_on__isnull=True)
        if self.value() == "due":
            days = settings.HOTLINE_VERIFY_DAYS
            return queryset.due_for_verifying(timezone.localdate(), days)
        if self.value() == "once":
            return queryset.filter(verified_on__isnull=False)
        return queryset


@admin.register(Hotline)
class HotlineAdmin(NumberCareMixin, VerifyingMixin, PublishingAdmin):
    form = HotlineForm
    list_display = ("name_en", "first_number", "badge", "verified_on", "is_live_now")
    list_filter = (VerifiedFilter, LiveFilter, "kind", "answered_by", "territory")
    search_fields = ("name_en", "slug", "channels__number", "channels__display")
    ordering = ("order",)
    inlines = (ChannelInline, TranslationStateInline)
    actions = ("publish", "unpublish", "verify")
    readonly_fields = ("updated_at", "verified_on")
    prepopulated_fields = {"slug": ("name_en",)}
    sections = (
        (_("Text"), {"translated": ["name", "purpose", "who_answers", "formerly"]}),
        (
            _("Who answers"),
            {
                "fields": [
                    ("kind", "answered_by"),
                    ("is_law_enforcement", "is_immigration_authority"),
                ]
            },
        ),
        (_("Where it is listed"), {"fields": ["slug", ("order", "territory"), "needs"]}),
        (_("Proof"), {"fields": ["source_url", "verified_on"]}),
        PUBLISHING,
    )

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("channels")

    @admin.display(description=_("number"))
    def first_number(self, line) -> str:
        ways = list(line.channels.all())
        return ways[0].shown if ways else ""

    @admin.display(description=_("answered by"), ordering="answered_by")
    def badge(self, line) -> str:
        return line.get_answered_by_display()
