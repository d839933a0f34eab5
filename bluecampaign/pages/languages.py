"""Languages of files: any BCP 47 tag, not only those the pages are written in."""

import re
from dataclasses import dataclass

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext

from bluecampaign.translation.languages import LANGUAGES

# RFC 5646: language, script, region and variants; extensions are not used for files.
TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-[0-9A-Za-z]{5,8})*")
_PAGE_LANGUAGES = {language.tag.lower(): language for language in LANGUAGES}


@dataclass(frozen=True, slots=True)
class LanguageName:
    """A language as its readers call it; `tag` is "" where the name is ours."""

    name: str
    tag: str
    dir: str = "ltr"


def is_language_tag(tag: str) -> bool:
    return bool(TAG.fullmatch(tag))


def name_of(tag: str) -> LanguageName:
    """The name of a language in its own script, or what is known of it."""
    if tag == "und":
        return LanguageName(gettext("Language unknown"), "")
    if tag == "zxx":
        return LanguageName(gettext("No words"), "")
    page_language = _PAGE_LANGUAGES.get(tag.lower())
    if page_language:
        return LanguageName(page_language.name, page_language.tag, page_language.dir)
    known = LANG_INFO.get(tag.lower()) or LANG_INFO.get(tag.split("-")[0].lower())
    if known and "name_local" in known:
        name = known["name_local"]
        return LanguageName(name[:1].upper() + name[1:], tag, "rtl" if known["bidi"] else "ltr")
    return LanguageName(tag, "")
