"""The items that are like another, found without comparing it with each."""

import pytest

from bluecampaign.web.kept import rendering
from resources.alike import MOST, alike
from resources.choices import Standing
from resources.models import Resource
from tests.makers import make_resource, make_topic
from tests.remembering import remember_nothing

pytestmark = pytest.mark.django_db


def topics_of(item: Resource) -> list[str]:
    return list(item.topics.order_by().values_list("slug", flat=True))


def compared_with_each(found: Resource) -> list[int]:
    topics = set(topics_of(found))
    near = [
        (-len(topics & set(topics_of(other))), -(other.year or 0), other.code, other.pk)
        for other in Resource.objects.live().filter(standing=Standing.CURRENT)
        if other != found and (other.kind == found.kind or topics & set(topics_of(other)))
    ]
    return [key for *_order, key in sorted(near)[:MOST]]


def test_items_as_shipped_are_like_those_they_have_most_in_common_with():
    items = list(Resource.objects.live())

    found = {item.code: alike(item, topics_of(item)) for item in items}

    assert found == {item.code: compared_with_each(item) for item in items}
    assert any(len(keys) == MOST for keys in found.values())


def test_many_items_of_one_kind_and_topic_are_like_each_other():
    Resource.objects.all().delete()
    topic = make_topic()
    items = [make_resource(year=2000 + n, topics=[topic]) for n in range(MOST + 3)]
    newest = [item.pk for item in reversed(items)]

    assert alike(items[0], [topic.slug]) == newest[:MOST]
    assert alike(items[-1], [topic.slug]) == newest[1 : MOST + 1]


def test_all_items_share_what_is_read_once(monkeypatch, django_assert_num_queries):
    items = [(item, topics_of(item)) for item in Resource.objects.live()]
    alone = [alike(item, topics) for item, topics in items]

    remember_nothing(monkeypatch)
    with rendering(10**9), django_assert_num_queries(2):
        together = [alike(item, topics) for item, topics in items]

    assert together == alone
