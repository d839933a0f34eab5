"""What staff send for many items at once."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bluecampaign.media.intake import ACCEPTED, MOST_PDF_BYTES
from bluecampaign.media.receiving import MOST_BYTES as MOST_TOGETHER
from bluecampaign.media.uploading import prepare
from resources.bulk import tables
from resources.bulk.columns import tag_of
from resources.bulk.names import Named

MOST_FILES = 30


class TableForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Table"),
        help_text=gettext_lazy(
            "CSV (UTF-8) or XLSX, up to 10 MB and 2000 rows, of which 150 may change. The first "
            "row names the columns, as in the export; columns that are not there stay as they are."
        ),
        widget=forms.FileInput({"accept": ".csv,.xlsx"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > tables.MOST_BYTES:
            text = _("The file is larger than %(n)d MB. Import it in parts.")
            raise forms.ValidationError(text % {"n": tables.MOST_BYTES // 1024 // 1024})
        return file


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """A list of files; none of them is looked into here."""

    widget = ManyFilesInput

    def clean(self, data, initial=None):
        given = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(one, initial) for one in given or [None]]


class FilesForm(forms.Form):
    files = ManyFilesField(label=gettext_lazy("Files"), allow_empty_file=True)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        prepare(self.fields["files"], ACCEPTED, MOST_PDF_BYTES)
        self.fields["files"].help_text = _(
            "Up to %(n)d PDF, JPEG, PNG or WebP files, %(most)d MB together. Name them by code "
            "and language: BC-042_es.pdf, or BC-042_es_letter.pdf where there are several sizes."
        ) % {"n": MOST_FILES, "most": MOST_TOGETHER // 1024 // 1024}

    def clean_files(self):
        files = self.cleaned_data["files"]
        if len(files) > MOST_FILES:
            text = _("These are %(n)d files. Upload %(most)d at a time.")
            raise forms.ValidationError(text % {"n": len(files), "most": MOST_FILES})
        return files


class AssignForm(forms.Form):
    """What one file belongs to, said by hand."""

    code = forms.CharField(label=gettext_lazy("Code"), max_length=20, required=False)
    language = forms.CharField(label=gettext_lazy("Language"), max_length=35, required=False)
    size = forms.CharField(label=gettext_lazy("Print size"), max_length=40, required=False)
    is_out = forms.BooleanField(label=gettext_lazy("Leave it out"), required=False)

    def __init__(self, *args, name: str, codes: str = "", languages: str = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for field_name, field in self.fields.items():
            field.widget.attrs["aria-label"] = f"{field.label}: {name}"
            if lists := {"code": codes, "language": languages}.get(field_name):
                field.widget.attrs |= {"list": lists, "size": 12, "autocomplete": "off"}
        self.fields["size"].widget.attrs["size"] = 12

    def named(self) -> Named:
        said = self.cleaned_data
        language = tag_of(said["language"]) if said["language"] else ""
        return Named(said["code"], language, said["size"])
