from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile

from bluecampaign.translation.admin import TranslatedAdmin

from .intake import take_image
from .models import Picture


class PictureForm(forms.ModelForm):
    """Stores the picture made anew from its pixels, never the file that was sent."""

    class Meta:
        model = Picture
        fields = ("file", "name", "is_decorative", "credit")

    def clean_file(self):
        upload = self.cleaned_data.get("file")
        if isinstance(upload, UploadedFile):
            self.taken = take_image(upload)
        return upload

    def save(self, commit=True):
        taken = getattr(self, "taken", None)
        if taken is not None:
            taken.content.name = f"{taken.digest[:16]}.{taken.extension}"
            self.instance.file = taken.content
            self.instance.width, self.instance.height = taken.width, taken.height
            self.instance.digest = taken.digest
        return super().save(commit)


@admin.register(Picture)
class PictureAdmin(TranslatedAdmin):
    form = PictureForm
    list_display = ("name", "width", "height", "is_decorative", "alt_en", "created_at")
    list_filter = ("is_decorative",)
    search_fields = ("name", "alt_en")
    sections = (
        (None, {"fields": ["file", "name", "is_decorative", "credit"]}),
        (None, {"translated": ["alt"]}),
    )
