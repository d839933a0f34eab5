from modeltranslation.translator import TranslationOptions, register

from .models import Edition, PostingDuty, Resource, Topic


@register(Topic)
class TopicTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = ("en",)


@register(Resource)
class ResourceTranslation(TranslationOptions):
    fields = ("title", "summary", "body", "headline", "message")
    required_languages = {"en": ("title",)}


@register(Edition)
class EditionTranslation(TranslationOptions):
    fields = ("changes",)


@register(PostingDuty)
class PostingDutyTranslation(TranslationOptions):
    fields = ("title", "summary")
    required_languages = ("en",)
