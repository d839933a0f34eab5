"""Pages and what they are made of."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from awareness.choices import Menu
from awareness.paths import RESERVED, is_page_path
from awareness.querysets import PageQuerySet
from bluecampaign.publishing.models import Publishable
from bluecampaign.translation.reversing import reverse

from .audiences import Audience

LONGEST_PATH = 255

# What readers come for, before everything that a menu shows.
READ_FIRST = ("", "get-help", "is-this-happening-to-me")


class Page(Publishable):
    """A page at its place in the tree. `path` is the whole address without slashes at
    its ends (`get-involved/businesses`; empty for the home page) and never translated.
    """

    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent page"),
        null=True,
        blank=True,
        related_name="children",
        on_delete=models.PROTECT,
        help_text=_("The page it stands below. Empty for the top level."),
    )
    slug = models.SlugField(
        _("slug"),
        max_length=80,
        blank=True,
        help_text=_(
            "Its part of the address: small letters, digits, hyphens. When you change "
            "it, the old address leads to the new one. Empty only for the home page."
        ),
    )
    path = models.CharField(max_length=LONGEST_PATH, unique=True, editable=False)
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    menu = models.CharField(
        _("menu"), max_length=10, choices=Menu.choices, blank=True, default=Menu.NONE
    )
    title = models.CharField(_("title"), max_length=150)
    nav_title = models.CharField(
        _("short title"),
        max_length=60,
        blank=True,
        help_text=_("For menus and the path to the page. Empty: the title."),
    )
    summary = models.TextField(
        _("summary"),
        max_length=320,
        help_text=_("One or two sentences: they open the page, and search engines show them."),
    )
    audiences = models.ManyToManyField(
        Audience, verbose_name=_("audiences"), blank=True, related_name="pages"
    )

    snapshot_parts = ("blocks",)

    objects = PageQuerySet.as_manager()

    class Meta:
        default_permissions = ("add", "change", "delete", "view", "publish")
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["path"]

    def __str__(self) -> str:
        return f"{self.title or self.slug} (/{self.path})"

    def get_absolute_url(self) -> str:
        return reverse("page", args=[self.path]) if self.path else reverse("home")

    def clean(self):
        super().clean()
        if self.parent_id and self.pk and self._stands_below_itself():
            raise ValidationError(
                {"parent": _("A page cannot stand below itself. Choose another.")}
            )
        path = self.wanted_path()
        if len(path) > LONGEST_PATH:
            raise ValidationError(
                {"slug": _("The whole address is too long. Choose a shorter one.")}
            )
        if not is_page_path(path):
            taken = path.split("/")[0] in RESERVED
            raise ValidationError(
                {
                    "slug": _("The site uses this address itself. Choose another.")
                    if taken
                    else _("Use small letters, digits and hyphens.")
                }
            )
        if Page.objects.filter(path=path).exclude(pk=self.pk).exists():
            raise ValidationError({"slug": _("Another page has this address. Choose another.")})

    def _stands_below_itself(self) -> bool:
        ancestor = self.parent
        while ancestor is not None:
            if ancestor.pk == self.pk:
                return True
            ancestor = ancestor.parent
        return False

    def wanted_path(self) -> str:
        above = self.parent.path if self.parent_id and self.parent else ""
        return f"{above}/{self.slug}" if above else self.slug

    def save(self, *args, **kwargs):
        self.path = self.wanted_path()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "path"}
        super().save(*args, **kwargs)

    @property
    def is_home(self) -> bool:
        return self.path == ""

    @property
    def reading_rank(self) -> int:
        """How early readers come by: home, help, the header, then the rest."""
        if self.path in READ_FIRST:
            return READ_FIRST.index(self.path)
        return 20 if self.menu == Menu.HEADER else 30

    def translated_parts(self) -> list[models.Model]:
        return list(self.blocks.all()) if self.pk else []


class ComponentProfile(Page):
    """A page about a component of the Department, with what machines want to know."""

    acronym = models.CharField(_("acronym"), max_length=20, unique=True)
    official_url = models.URLField(_("official site"))

    objects = PageQuerySet.as_manager()

    class Meta:
        default_permissions = ("add", "change", "delete", "view", "publish")
        verbose_name = _("component profile")
        verbose_name_plural = _("component profiles")

    def __str__(self) -> str:
        return self.acronym
