"""Whatever is chosen, counts are right and nothing fails."""

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resources.choices import Sort
from resources.facets import Group, Option
from resources.filters import ResourceFilter
from tests.resources.filtering import NAMES, counts

pytestmark = pytest.mark.django_db
# Each example asks the database for many counts.
few = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def some_query(draw) -> str:
    """A query of values that the shipped catalogue holds."""
    values = {name: list(counts("", name)) for name in NAMES}
    pairs = st.sampled_from([(n, v) for n in NAMES for v in values[n]])
    return "&".join(f"{n}={v}" for n, v in draw(st.lists(pairs, max_size=4)))


def some_choice(draw) -> tuple[QueryDict, Group, Option]:
    """Such a query, and an option of one of the groups that are offered with it."""
    query = QueryDict(some_query(draw), mutable=True)
    group = draw(st.sampled_from([each for each in ResourceFilter(query).groups() if each.options]))
    return query, group, draw(st.sampled_from(group.options))


@few
@given(data=st.data())
def test_count_of_a_choice_is_what_a_click_shows(data, db):
    query, group, option = some_choice(data.draw)

    clicked = query.copy()
    clicked.setlist(group.name, [option.value])
    shown = ResourceFilter(clicked).results()

    assert shown.count() == option.count
    assert option.selected == (option.value in query.getlist(group.name))


@few
@given(data=st.data())
def test_ticking_one_more_box_brings_in_what_its_count_says(data, db):
    query, group, option = some_choice(data.draw)
    alone = query.copy()
    alone.setlist(group.name, [option.value])
    ticked = query.copy()
    ticked.setlist(group.name, [*query.getlist(group.name), option.value])

    of_it = set(ResourceFilter(alone).results()[:])
    before = set(ResourceFilter(query).results()[:])
    after = set(ResourceFilter(ticked).results()[:])

    assert len(of_it & after) == option.count
    assert after == (before | of_it if query.getlist(group.name) else of_it)


@few
@given(data=st.data(), sort=st.sampled_from(Sort.values))
def test_taking_back_a_choice_never_shows_less_or_twice(data, sort, db):
    query = QueryDict(f"{some_query(data.draw)}&sort={sort}")
    filters = ResourceFilter(query)
    found = filters.results()[:]

    assert len(found) == len(set(found))
    for name in {facet for facet, values in filters.chosen.items() if values}:
        wider = query.copy()
        wider.setlist(name, [])
        assert set(found) <= set(ResourceFilter(wider).results()[:])


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(pairs=st.lists(st.tuples(st.sampled_from([*NAMES, "sort", "page"]), st.text(max_size=70))))
def test_filter_never_fails_whatever_is_asked(pairs, db):
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)

    filters = ResourceFilter(query)

    assert len(filters.results()[:3]) <= 3
    assert [group.name for group in filters.groups()] == NAMES
    assert all(chip.remove_url.startswith("?") for chip in filters.chips())
