"""Forms of the catalogue for staff."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from bluecampaign.media.intake import TakenPdf, take_image, take_pdf

from .choices import Format
from .models import Edition

PDF_MARK = b"%PDF-"


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
        )

    def clean_file(self):
        upload = self.cleaned_data.get("file")
        if not isinstance(upload, UploadedFile):
            return upload
        self.taken = self._take(upload)
        return upload

    def _take(self, upload):
        upload.seek(0)
        begins_like_pdf = upload.read(len(PDF_MARK)) == PDF_MARK
        return take_pdf(upload) if begins_like_pdf else take_image(upload)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("file") and cleaned.get("url"):
            raise ValidationError(_("Give a file or an address elsewhere, not both."))
        return cleaned

    def save(self, commit=True):
        taken = getattr(self, "taken", None)
        if taken is not None:
            self._describe(taken)
        elif self.instance.url:
            self.instance.format = Format.LINK
        return super().save(commit)

    def _describe(self, taken) -> None:
        """The name says code and language only: a file name may be seen by anybody."""
        edition, is_pdf = self.instance, isinstance(taken, TakenPdf)
        extension = "pdf" if is_pdf else taken.extension
        code = edition.resource.code.lower()
        name = f"{code}-{edition.language.lower()}-{taken.digest[:8]}.{extension}"
        taken.content.name = name
        edition.file = taken.content
        edition.bytes = taken.content.size
        edition.sha256 = taken.digest
        edition.format = Format.PDF if is_pdf else Format.IMAGE
        if is_pdf:
            edition.pages = taken.pages
            edition.is_accessible = not taken.warnings
