from modeltranslation.translator import TranslationOptions, register

from .models import Channel, Hotline


@register(Hotline)
class HotlineTranslation(TranslationOptions):
    fields = ("name", "purpose", "who_answers", "formerly")
    required_languages = ("en",)


@register(Channel)
class ChannelTranslation(TranslationOptions):
    fields = ("hours", "note")
