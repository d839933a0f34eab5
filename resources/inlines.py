"""The files of an item in its form."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from bluecampaign.translation.admin import LanguageFields

from .forms import EditionForm
from .models import Edition
from .verdicts import verdict_of


class EditionInline(LanguageFields, admin.StackedInline):
    model = Edition
    form = EditionForm
    extra = 0
    readonly_fields = ("verdict",)
    translators_see = ("language",)
    sections = (
        (
            None,
            {
                "fields": [
                    ("language", "format", "print_size"),
                    ("file", "url"),
                    "verdict",
                    ("pages", "revision", "revised_on"),
                ]
            },
        ),
        (_("For people who hold the version before"), {"translated": ["changes"]}),
    )

    @admin.display(description=_("What the file is"))
    def verdict(self, edition) -> str:
        return verdict_of(edition)
