from modeltranslation.translator import TranslationOptions, register

from .models import Edition, Resource, Topic


@register(Topic)
class TopicTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = ("en",)


@register(Resource)
class ResourceTranslation(TranslationOptions):
    fields = ("title", "summary", "body")
    required_languages = {"en": ("title",)}


@register(Edition)
class EditionTranslation(TranslationOptions):
    fields = ("changes",)
