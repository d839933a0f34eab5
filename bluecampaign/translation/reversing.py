"""The address of a page in the language of the moment.

Django goes through the addresses of the whole site once for each language that is read, in
every process: 22 ms and about one MiB each time. Only the prefix differs between languages, so
an address is looked up in English and remembered, and the prefix is put before it.
"""

from collections.abc import Iterable
from functools import lru_cache

from django import urls
from django.conf import settings
from django.urls.resolvers import LocalePrefixPattern
from django.utils import translation
from django.utils.encoding import iri_to_uri

from .languages import SOURCE
from .paths import localize


def reverse(name: str, args: Iterable = ()) -> str:
    """As `django.urls.reverse`. Raises `NoReverseMatch`."""
    urlconf = urls.get_urlconf() or settings.ROOT_URLCONF
    place, path, has_languages = _in_english(urlconf, urls.get_script_prefix(), name, *args)
    code = translation.get_language() or SOURCE
    return place + (localize(path, code) if has_languages else path)


# A page has some dozens of links; 105 items, the menus and the pages fit in.
@lru_cache(maxsize=1024, typed=True)
def _in_english(urlconf: str, prefix: str, name: str, *args) -> tuple[str, str, bool]:
    """Where the site stands on its host, the English address there, and whether it is that
    of a public page: machines and staff have one address for all languages."""
    space, colon, _rest = name.partition(":")
    with translation.override(SOURCE):
        has_languages = any(
            space in (public.namespace_dict if colon else public.reverse_dict)
            for public in urls.get_resolver(urlconf).url_patterns
            if isinstance(public.pattern, LocalePrefixPattern)
        )
        place = iri_to_uri(prefix).removesuffix("/")
        return place, urls.reverse(name, urlconf, args).removeprefix(place), has_languages
