"""Why an upload is refused, and what makes a file harder to use: codes and sentences."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """What speaks against an upload, each with what to do about it."""

    EMPTY = "empty", _("This file is empty.")
    UNKNOWN = "unknown", _("This is no PDF, JPEG, PNG or WebP, whatever its name says.")
    TOO_LARGE = "too_large", _("This file is larger than %(most)s MB. Make it smaller.")
    VIRUS = "virus", _("The virus scanner found something in this file: %(name)s.")
    SCANNER = (
        "scanner",
        _(
            "The virus scanner does not answer, so nothing can be uploaded at the moment. "
            "Try again later, or tell whoever runs this site."
        ),
    )

    # Pictures.
    PICTURE = "picture", _("This picture is damaged or cut short. Export it anew.")
    PIXELS = "pixels", _("This picture has more than %(most)s million pixels. Make it smaller.")
    SIDES = "sides", _("This picture is wider or higher than %(most)s pixels. Make it smaller.")
    SCANS = "scans", _("This JPEG is built of too many layers. Export it anew.")
    MOVES = "moves", _("This picture moves. Upload one that stands still.")

    # PDFs.
    DAMAGED = "damaged", _("This PDF is damaged or cut short. Export it anew.")
    PASSWORD = "password", _("This PDF needs a password. Save it without one.")
    ENCRYPTED = "encrypted", _("It is encrypted. Save it without protection.")
    JAVASCRIPT = "javascript", _("It carries JavaScript. Save it without scripts.")
    LAUNCH = "launch", _("It starts a program or a command. Take that action out.")
    ADDRESS = "address", _("It links to a file or a script instead of a website. Mend the link.")
    REMOTE = "remote", _("It opens another file. Take that link or action out.")
    FORM = "form", _("It sends or loads the data of a form. Take that button out.")
    XFA = "xfa", _("It holds an XFA form. Save it as a plain PDF.")
    MEDIA = "media", _("It holds sound, film or 3D. Take it out.")
    EMBEDDED = "embedded", _("It has other files inside. Save it without attachments.")
    NO_PAGES = "no_pages", _("It has no pages.")
    PAGES = "pages", _("It has more than %(most)s pages. Upload it in parts.")
    BOXES = "boxes", _("One of its pages has a size that no paper has. Set the page size anew.")
    OBJECTS = "objects", _("It is built of too many parts. Print it into a new PDF.")
    BOMB = "bomb", _("It unpacks to far more than it weighs. Print it into a new PDF.")
    TOO_MUCH = (
        "too_much",
        _("It takes too much time or memory to open. Print it into a new, simpler PDF."),
    )

    def error(self, **values) -> ValidationError:
        return ValidationError(self.label, code=self.value, params=values or None)


class Shortcoming(models.TextChoices):
    """What makes a stored PDF harder to use than it could be."""

    UNTAGGED = "untagged", _("It has no tags: a screen reader cannot follow it.")
    NO_TITLE = "no_title", _("It has no title.")
    NO_LANGUAGE = "no_language", _("It does not say its language.")
    OTHER_LANGUAGE = (
        "other_language",
        _("It says another language than this edition has. A screen reader will read it wrongly."),
    )


def sentences(codes: list[str]) -> list[str]:
    """Stored shortcomings as sentences; codes of another time are left out."""
    return [str(Shortcoming(code).label) for code in codes if code in Shortcoming.values]
