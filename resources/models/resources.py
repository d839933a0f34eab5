from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from awareness.models import Audience, ComponentProfile
from bluecampaign.publishing.models import Publishable
from bluecampaign.translation.reversing import reverse
from resources.choices import Kind, Standing
from resources.printed.names import PieceName
from resources.querysets import ResourceQuerySet

from .topics import Topic

KIND_NAMES = dict(Kind.choices)
# What can stand in an address as it is, on paper and in a QR code.
CODE = r"^[A-Za-z0-9][A-Za-z0-9._-]*\Z"

# Parts of addresses beside those of the items.
RESERVED_SLUGS = {"for", "my-list", "required-posters"}


class Resource(Publishable):
    code = models.CharField(
        _("code"),
        max_length=20,
        unique=True,
        validators=[
            RegexValidator(CODE, _("Write letters, digits, hyphens, underscores and dots only."))
        ],
        help_text=_(
            "The campaign's own code, for example BC-042. It is part of the address that is "
            "printed on the item: when you change it, the old one goes on leading here."
        ),
    )
    slug = models.SlugField(
        _("slug"),
        unique=True,
        max_length=120,
        help_text=_("Its address. When you change it, the old address leads to the new one."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, db_index=True)
    title = models.CharField(_("title"), max_length=250)
    summary = models.TextField(_("summary"), blank=True, max_length=500)
    body = models.TextField(
        _("text"),
        blank=True,
        help_text=_("Markdown. A fact sheet with a text is also a web page."),
    )
    printed_as = models.CharField(
        _("printed by this site as"),
        max_length=20,
        choices=PieceName.choices,
        blank=True,
        help_text=_("It is then offered in every language that its words are there in."),
    )
    headline = models.CharField(
        _("headline on paper"),
        max_length=100,
        blank=True,
        help_text=_("The largest text on it. Short: it is read from some steps away."),
    )
    message = models.CharField(
        _("message on paper"),
        max_length=300,
        blank=True,
        help_text=_("What stands below the headline. Numbers are added by the site itself."),
    )
    audiences = models.ManyToManyField(
        Audience, verbose_name=_("audiences"), blank=True, related_name="resources"
    )
    topics = models.ManyToManyField(
        Topic, verbose_name=_("topics"), blank=True, related_name="resources"
    )
    component = models.ForeignKey(
        ComponentProfile,
        verbose_name=_("component"),
        null=True,
        blank=True,
        related_name="resources",
        on_delete=models.SET_NULL,
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, db_index=True)
    standing = models.CharField(
        _("standing"),
        max_length=10,
        choices=Standing.choices,
        default=Standing.CURRENT,
        help_text=_(
            "Replaced: out of the lists; its page stays for people who hold a copy and leads "
            "to the successor. Withdrawn: not given out any more; its page says so and where "
            "to go instead."
        ),
    )
    replaced_by = models.ForeignKey(
        "self",
        verbose_name=_("replaced by"),
        null=True,
        blank=True,
        related_name="replaces",
        on_delete=models.SET_NULL,
        help_text=_("Where people who hold this one are led."),
    )
    orderable = models.BooleanField(
        _("can be ordered in print"), default=False, help_text=_("Free of charge.")
    )
    source_url = models.URLField(
        _("source"),
        blank=True,
        help_text=_("Where we know it from. Only staff see this."),
    )
    note = models.TextField(_("note"), blank=True, help_text=_("Only staff see this."))

    snapshot_parts = ("editions", "parts")
    # Set on what staff look at before the public can.
    is_previewed = False
    # The catalogue comes after all pages.
    reading_rank = 60

    objects = ResourceQuerySet.as_manager()

    class Meta:
        default_permissions = ("add", "change", "delete", "view", "publish")
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ["code"]
        constraints = [
            # Printed addresses are typed in any manner: BC-042 and bc-042 are one.
            models.UniqueConstraint(
                Upper("code"),
                name="one_resource_per_code",
                violation_error_message=_("Another item has this code."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("resources:detail", args=[self.slug])

    def get_kind_display(self) -> str:
        """What Django's own gives, which goes through all kinds each time."""
        return str(KIND_NAMES.get(self.kind, self.kind))

    def clean(self):
        super().clean()
        errors = {}
        if self.replaced_by_id and self.replaced_by_id == self.pk:
            errors["replaced_by"] = _("It cannot replace itself.")
        if self.replaced_by_id and self.standing == Standing.CURRENT:
            errors["standing"] = _("Say that it is replaced, or take the successor out.")
        if self.slug in RESERVED_SLUGS:
            errors["slug"] = _("The site itself has this address. Choose another one.")
        if errors:
            raise ValidationError(errors)

    @property
    def is_superseded(self) -> bool:
        return self.standing == Standing.SUPERSEDED

    @property
    def is_withdrawn(self) -> bool:
        return self.standing == Standing.WITHDRAWN

    @property
    def is_toolkit(self) -> bool:
        return self.kind == Kind.TOOLKIT

    @property
    def languages(self) -> list[str]:
        """The language tags of its editions, in their order, each once."""
        return list(dict.fromkeys(edition.language for edition in self.editions.all()))
