"""A page cache, and caches like those of other processes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bluecampaign.web.pagecache.cache import PageCache
from bluecampaign.web.pagecache.clock import NEVER, ContentClock
from bluecampaign.web.pagecache.store import Store
from tests.web.pagecache.application import Application


@pytest.fixture
def application() -> Application:
    return Application()


@pytest.fixture
def make(tmp_path: Path, application: Application) -> Callable[..., PageCache]:
    """A cache like those of other processes: one folder, one clock."""

    def made(moment: Callable[[], float] = lambda: NEVER, **options) -> PageCache:
        store = Store(tmp_path / "pages")
        clock = ContentClock(tmp_path / "clock")
        return PageCache(application, store, clock, next_moment=moment, **options)

    return made


@pytest.fixture
def cache(make) -> PageCache:
    return make()
