"""Forms of the catalogue for staff."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import slugify
from django.utils.translation import gettext as _

from bluecampaign.media import storing
from bluecampaign.media.intake import ACCEPTED, MOST_PDF_BYTES, TakenPdf, take
from bluecampaign.media.uploading import prepare

from .choices import Format
from .filing import describe, forget, judge_language
from .models import Edition

FOLDER = "editions"


class EditionForm(forms.ModelForm):
    """Checks an upload before it is stored, and writes down what it is."""

    class Meta:
        model = Edition
        fields = (
            "language",
            "format",
            "file",
            "url",
            "print_size",
            "pages",
            "revision",
            "revised_on",
        )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            prepare(self.fields["file"], ACCEPTED, MOST_PDF_BYTES)

    def clean_file(self):
        upload = self.cleaned_data.get("file")
        if isinstance(upload, UploadedFile):
            self.taken = take(upload)
        return upload

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("file") and cleaned.get("url"):
            raise ValidationError(_("Give a file or an address elsewhere, not both."))
        return cleaned

    def save(self, commit=True):
        edition, taken = self.instance, getattr(self, "taken", None)
        if taken is not None:
            self._store(taken)
        elif not edition.file:
            forget(edition)
        elif "language" in self.changed_data:
            judge_language(edition)
        return super().save(commit)

    def _store(self, taken) -> None:
        """The name says code and language only: a file name may be seen by anybody."""
        edition = self.instance
        words = f"{slugify(edition.resource.code)}-{edition.language.lower()}"
        name = storing.named(FOLDER, words, taken.digest, taken.extension)
        edition.file = storing.put(name, taken.content.read())
        edition.format = Format.PDF if isinstance(taken, TakenPdf) else Format.IMAGE
        describe(edition, taken)
