"""Components that many pages share are drawn once for each content."""

from dataclasses import dataclass

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override

from bluecampaign.pages.components import Unknown, mark_of
from bluecampaign.translation.text import Text
from bluecampaign.web.kept import rendering

BADGE = Template("{% load components %}{% badge text=text %}")


@dataclass(frozen=True)
class Way:
    label: str
    others: list


@dataclass
class Changing:
    label: str


def badge(text, number: int | None = 11 * 10**6) -> str:
    with rendering(number):
        return BADGE.render(Context({"text": text}))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<b>", mark_safe("<b>")),
        (Text("Help", "en"), Text("Help", "es")),
        ("Help", Text("Help", "en")),
        (1, True),
        (None, "None"),
        (["a"], ("a",)),
        (Way("a", [Text("b")]), Way("a", ["b"])),
        ({"a": 1}, {"a": "1"}),
    ],
)
def test_what_is_drawn_otherwise_has_another_mark(one, other):
    assert mark_of(one) != mark_of(other)
    assert mark_of(one) == mark_of(one)
    assert hash(mark_of(one)) is not None


def test_words_of_the_interface_have_the_mark_of_their_language():
    word = gettext_lazy("Search")

    with override("es"):
        spanish = mark_of(word)

    assert spanish != mark_of(word)


def test_what_can_change_has_no_mark():
    with pytest.raises(Unknown):
        mark_of(Way("a", [Changing("b")]))


def test_shared_component_says_what_it_is_given():
    plain, safe = badge("<b>"), badge(mark_safe("<b>"))
    with override("ar"):
        spoken = badge(Text("Police", "en"))

    assert "&lt;b&gt;" in plain
    assert "<b>" in safe
    assert '<span lang="en" dir="ltr">Police</span>' in spoken
    assert "<span lang" not in badge(Text("Police", "en"))
    assert [badge("<b>"), badge("<b>", None)] == [plain, plain]
