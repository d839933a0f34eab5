"""An address in the language of the moment: Django's, without going through all of them in
each language."""

import pytest
from django import urls
from django.test.utils import override_script_prefix
from django.urls import resolvers
from django.utils import translation

from bluecampaign.translation import reversing
from bluecampaign.translation.languages import CODES
from bluecampaign.translation.paths import localize
from bluecampaign.translation.reversing import reverse

NAMES = {
    "home": [],
    "page": ["get-help"],
    "search": [],
    "hotlines:directory": [],
    "finder:step": ["ab"],
    "keeping:numbers": [],
    "card": ["es", "national", 1],
    "resources:list": [],
    "resources:detail": ["pocket-card"],
    "offers": [],
    "robots": [],
    "media": ["a/b.pdf"],
    "admin:index": [],
    "admin:resources_resource_change": [7],
}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", NAMES)
def test_address_is_that_of_django(name, code):
    with translation.override(code):
        assert reverse(name, NAMES[name]) == urls.reverse(name, args=NAMES[name])


def test_address_without_a_language_is_english():
    with translation.override(None):
        assert reverse("resources:list") == "/resources/"


def test_prefix_of_the_script_is_told_apart():
    assert reverse("robots") == "/robots.txt"
    with override_script_prefix("/campaign/"):
        assert reverse("robots") == "/campaign/robots.txt"
    assert reverse("robots") == "/robots.txt"


@pytest.mark.parametrize("prefix", ["/campaign/", "/azul ñ/"])
@pytest.mark.parametrize("name", NAMES)
def test_address_below_a_prefix_is_that_of_django(name, prefix):
    with translation.override("ar"), override_script_prefix(prefix):
        assert reverse(name, NAMES[name]) == urls.reverse(name, args=NAMES[name])


@pytest.mark.parametrize("name", ["nowhere", "resources:nowhere", "nowhere:list"])
def test_unknown_name_is_refused(name):
    with translation.override("ar"), pytest.raises(urls.NoReverseMatch):
        reverse(name)


@pytest.mark.django_db
def test_addresses_are_gone_through_in_english_alone(client, monkeypatch):
    """It would take 22 ms and about one MiB of each process for each language."""
    went_through, populate = set(), resolvers.URLResolver._populate

    def noted(resolver):
        went_through.add(translation.get_language())
        populate(resolver)

    monkeypatch.setattr(resolvers.URLResolver, "_populate", noted)
    urls.clear_url_caches()
    reversing._in_english.cache_clear()
    for path in ("/", "/get-help/", "/hotlines/", "/resources/", "/search/?q=visa", "/nowhere/"):
        client.get(localize(path, "ar"))
    assert went_through == {"en"}
