from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from bluecampaign.translation.admin import TranslatedAdmin
from bluecampaign.wording.office import SaysWordsMixin

from . import storing
from .intake import ACCEPTED_IMAGES, MOST_IMAGE_BYTES, take_image
from .models import Picture
from .office import PublicUseMixin
from .renditions import PICTURE_WIDTHS, make
from .uploading import UploadingMixin, prepare


class Rule(models.TextChoices):
    """How pictures speak: what whoever uploads one says they have looked for."""

    RESTRAINTS = "restraints", _("It shows no chains, cuffs, cages, barcodes or tape.")
    HARM = "harm", _("It shows no bruises, nobody cowering and nobody sexualized.")
    DIGNITY = (
        "dignity",
        _(
            "People in it are more than victims: it could be anybody, of any gender and age, "
            "in any kind of work."
        ),
    )
    CALM = "calm", _("It does not alarm: no red of danger, no countdown, no large figures.")
    DISCREET = (
        "discreet",
        _("Somebody who is watched can have it on the screen: it does not shout the subject."),
    )
    OURS = "ours", _("It is ours to use, and it shows no seal and no logo.")


class PictureForm(forms.ModelForm):
    """Stores the picture made anew from its pixels, never the file that was sent.

    Nobody uploads one without having gone through the rules; who did is remembered.
    """

    rules = forms.MultipleChoiceField(
        label=_("I have looked at the picture, and"),
        choices=Rule.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick every line when you upload a picture. It is kept who did so."),
    )

    class Meta:
        model = Picture
        fields = ("file", "name", "is_decorative", "credit")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            prepare(self.fields["file"], ACCEPTED_IMAGES, MOST_IMAGE_BYTES)

    def clean_file(self):
        upload = self.cleaned_data.get("file")
        if isinstance(upload, UploadedFile):
            self.taken = take_image(upload)
        return upload

    def clean(self):
        cleaned = super().clean()
        open_rules = set(Rule.values) - set(cleaned.get("rules") or ())
        if self.is_upload and open_rules:
            sentences = [str(label) for value, label in Rule.choices if value in open_rules]
            refusal = _("Tick it if it is so, or choose another picture: “%(rule)s”")
            self.add_error("rules", [refusal % {"rule": sentence} for sentence in sentences])
        return cleaned

    @property
    def is_upload(self) -> bool:
        upload = self.files.get(self.add_prefix("file"))
        return "file" in self.fields and isinstance(upload, UploadedFile)

    def save(self, commit=True):
        taken = getattr(self, "taken", None)
        if taken is not None:
            name = storing.named("pictures", "", taken.digest, taken.extension)
            self.instance.file = storing.put(name, taken.content.read())
            self.instance.width, self.instance.height = taken.width, taken.height
            self.instance.digest = taken.digest
            self.instance.take_rendition(make(taken.image, name, PICTURE_WIDTHS))
        return super().save(commit)


@admin.register(Picture)
class PictureAdmin(PublicUseMixin, UploadingMixin, SaysWordsMixin, TranslatedAdmin):
    form = PictureForm
    list_display = ("name", "width", "height", "is_decorative", "alt_en", "created_at")
    list_filter = ("is_decorative",)
    search_fields = ("name", "alt_en")
    readonly_fields = ("confirmation",)
    translators_see = ("file",)
    sections = (
        (None, {"fields": ["file", "rules", "confirmation"]}),
        (None, {"fields": ["name", "is_decorative", "credit"]}),
        (None, {"translated": ["alt"]}),
    )

    def save_model(self, request, obj, form, change):
        if form.is_upload:
            obj.confirmed = {
                "rules": form.cleaned_data["rules"],
                "by": request.user.get_username(),
                "at": timezone.now().isoformat(timespec="seconds"),
                "digest": obj.digest,
            }
        super().save_model(request, obj, form, change)

    @admin.display(description=_("content rules"))
    def confirmation(self, picture) -> str:
        """Who went through the rules for the picture that is there now."""
        known = picture.confirmed
        moment = parse_datetime(known.get("at", ""))
        if moment is None:
            return _("Nobody has gone through them here.")
        day = date_format(timezone.localtime(moment), "DATETIME_FORMAT")
        return _("%(who)s went through them: %(when)s") % {"who": known["by"], "when": day}
