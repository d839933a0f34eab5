from modeltranslation.translator import TranslationOptions, register

from .models import Audience, Block, ComponentProfile, Indicator, Observance, Page, Term


@register(Audience)
class AudienceTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = ("en",)


@register(Page)
class PageTranslation(TranslationOptions):
    fields = ("title", "nav_title", "summary")
    required_languages = {"en": ("title", "summary")}


@register(ComponentProfile)
class ComponentProfileTranslation(TranslationOptions):
    fields = ()


@register(Block)
class BlockTranslation(TranslationOptions):
    fields = ("heading", "body", "link_text")


@register(Indicator)
class IndicatorTranslation(TranslationOptions):
    fields = ("text",)
    required_languages = ("en",)


@register(Observance)
class ObservanceTranslation(TranslationOptions):
    fields = ("name", "text")
    required_languages = {"en": ("name",)}


@register(Term)
class TermTranslation(TranslationOptions):
    fields = ("term", "definition")
    required_languages = ("en",)
