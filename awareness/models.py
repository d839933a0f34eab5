"""Pages and what they are made of."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bluecampaign.media.models import Picture
from bluecampaign.pages import markdown
from bluecampaign.publishing.models import Publishable
from bluecampaign.translation.querysets import TranslatedQuerySet

from .choices import BlockKind, IndicatorGroup, Menu
from .paths import RESERVED, is_page_path
from .querysets import PageQuerySet


ALERTS = ("info", "warning", "emergency")


class Audience(models.Model):
    slug = models.SlugField(_("slug"), unique=True, max_length=50)
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    name = models.CharField(_("name"), max_length=100)
    page = models.ForeignKey(
        "Page",
        verbose_name=_("its page"),
        null=True,
        blank=True,
        related_name="+",
        on_delete=models.SET_NULL,
    )

    objects = TranslatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        ordering = ["order", "slug"]

    def __str__(self) -> str:
        return self.name or self.slug


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
    path = models.CharField(max_length=255, unique=True, editable=False)
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
        help_text=_(
            "One or two sentences: they open the page, and search engines show them."
        ),
    )
    audiences = models.ManyToManyField(
        Audience, verbose_name=_("audiences"), blank=True, related_name="pages"
    )

    objects = PageQuerySet.as_manager()

    class Meta:
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
            raise ValidationError(
                {"slug": _("Another page has this address. Choose another.")}
            )

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

    def translated_parts(self) -> list["Block"]:
        return list(self.blocks.all()) if self.pk else []


class ComponentProfile(Page):
    """A page about a component of the Department, with what machines want to know."""

    acronym = models.CharField(_("acronym"), max_length=20, unique=True)
    official_url = models.URLField(_("official site"))

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("component profile")
        verbose_name_plural = _("component profiles")

    def __str__(self) -> str:
        return self.acronym


class Block(models.Model):
    page = models.ForeignKey(
        Page, verbose_name=_("page"), related_name="blocks", on_delete=models.CASCADE
    )
    key = models.SlugField(
        _("anchor"),
        max_length=60,
        help_text=_("Names the place on the page: /get-help/#numbers."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=10)
    kind = models.CharField(
        _("kind"), max_length=12, choices=BlockKind.choices, default=BlockKind.TEXT
    )
    heading = models.CharField(_("heading"), max_length=150, blank=True)
    body = models.TextField(
        _("text"),
        blank=True,
        help_text=_(
            "Markdown. In steps, questions and cards each ### heading begins an item. "
            "Never type a phone number: write {{national:voice}}."
        ),
    )
    selection = models.CharField(
        _("selection"),
        max_length=200,
        blank=True,
        help_text=_(
            "Which data to draw. Hotlines: slugs. Material: audience:hospitality "
            "kind:poster. Indicators: general work online. Alert: info, warning or "
            "emergency."
        ),
    )
    link_url = models.CharField(
        _("link"), max_length=300, blank=True, help_text=_("/get-help/ or https://…")
    )
    link_text = models.CharField(_("words of the link"), max_length=100, blank=True)
    picture = models.ForeignKey(
        Picture,
        verbose_name=_("picture"),
        null=True,
        blank=True,
        related_name="+",
        on_delete=models.PROTECT,
    )

    objects = TranslatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["page", "key"], name="one_block_per_anchor")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.heading or self.key}"

    def clean(self):
        super().clean()
        errors = {}
        if self.link_url and not self.link_url.startswith(("/", "https://", "#")):
            errors["link_url"] = _("Begin with / for this site or with https://.")
        if self.link_url and not self.link_text_en:
            errors["link_text_en"] = _("Say in words where the link leads.")
        if not BlockKind(self.kind).draws_data and not self.body_en:
            errors["body_en"] = _("This kind of block needs a text.")
        if BlockKind(self.kind).has_items and not markdown.split_items(self.body_en or "")[1]:
            errors["body_en"] = _("Begin each item with a line such as: ### Its title")
        if self.kind == BlockKind.ALERT and self.selection not in ("", *ALERTS):
            errors["selection"] = _("Write info, warning or emergency.")
        if errors:
            raise ValidationError(errors)

    @property
    def template(self) -> str:
        return BlockKind(self.kind).template


class Indicator(models.Model):
    key = models.SlugField(_("key"), unique=True, max_length=60)
    group = models.CharField(_("group"), max_length=10, choices=IndicatorGroup.choices)
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    text = models.CharField(_("text"), max_length=300)

    objects = TranslatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["group", "order", "key"]

    def __str__(self) -> str:
        return self.text or self.key


class Observance(models.Model):
    """A day (or, with day 0, a month) that comes back every year."""

    key = models.SlugField(_("key"), unique=True, max_length=60)
    month = models.PositiveSmallIntegerField(
        _("month"), choices=[(n, str(n)) for n in range(1, 13)]
    )
    day = models.PositiveSmallIntegerField(
        _("day"), default=0, help_text=_("0 stands for the whole month.")
    )
    days_before = models.PositiveSmallIntegerField(
        _("days before"), default=21, help_text=_("How early the home page tells of it.")
    )
    name = models.CharField(_("name"), max_length=150)
    text = models.TextField(_("text"), blank=True)
    link_url = models.CharField(_("link"), max_length=300, blank=True)

    objects = TranslatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("awareness day")
        verbose_name_plural = _("awareness days")
        ordering = ["month", "day"]

    def __str__(self) -> str:
        return self.name or self.key

    def clean(self):
        super().clean()
        try:
            dt.date(2024, self.month, self.day or 1)
        except (ValueError, TypeError):
            raise ValidationError({"day": _("This month has no such day.")}) from None

    def begins_in(self, year: int) -> dt.date:
        return dt.date(year, self.month, min(self.day or 1, 28 if self.month == 2 else 31))

    def ends_in(self, year: int) -> dt.date:
        if self.day:
            return self.begins_in(year)
        first_after = dt.date(year + self.month // 12, self.month % 12 + 1, 1)
        return first_after - dt.timedelta(days=1)

    def next_after(self, today: dt.date) -> dt.date:
        """The first day of the one that is on, else of the one that comes next."""
        this_year = today.year
        return self.begins_in(this_year + (self.ends_in(this_year) < today))

    def is_on(self, today: dt.date) -> bool:
        """Whether it is now, or near enough to be told of."""
        begins = self.next_after(today)
        return begins - dt.timedelta(days=self.days_before) <= today


class Term(models.Model):
    key = models.SlugField(_("key"), unique=True, max_length=60)
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    term = models.CharField(_("term"), max_length=100)
    definition = models.TextField(_("definition"))

    objects = TranslatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary")
        ordering = ["order", "key"]

    def __str__(self) -> str:
        return self.term or self.key


class Redirect(models.Model):
    """An address that a page or an item had before. Made when a slug changes."""

    old_path = models.CharField(
        _("old address"), max_length=255, unique=True, help_text="/old-place/"
    )
    new_path = models.CharField(_("leads to"), max_length=255, help_text="/new-place/")
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        ordering = ["old_path"]

    def __str__(self) -> str:
        return f"{self.old_path} → {self.new_path}"

    def clean(self):
        super().clean()
        for name in ("old_path", "new_path"):
            if not getattr(self, name).startswith("/"):
                raise ValidationError({name: _("An address begins with /.")})
        if self.old_path == self.new_path:
            raise ValidationError({"new_path": _("It would lead to itself.")})
