"""Forms of the catalogue for staff."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from bluecampaign.media.intake import ACCEPTED, MOST_PDF_BYTES, take
from bluecampaign.media.uploading import prepare

from .filing import forget, judge_language, store
from .models import Edition


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
            store(edition, taken)
        elif not edition.file:
            forget(edition)
        elif "language" in self.changed_data:
            judge_language(edition)
        return super().save(commit)
