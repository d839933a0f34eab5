"""The WSGI callable that gunicorn serves: the kept pages, and Django behind them.

Nothing here imports Django. Pages that were kept are given while it still loads, and
when it cannot.
"""

import os
from pathlib import Path

import environ

from bluecampaign.web.environment import Environment
from bluecampaign.web.metrics import Measured, counts
from bluecampaign.web.pagecache.behind import Loaded
from bluecampaign.web.pagecache.cache import PageCache, one_machine, uncounted
from bluecampaign.web.pagecache.clock import ContentClock
from bluecampaign.web.pagecache.keeper import Keeper
from bluecampaign.web.pagecache.machines import machines_of
from bluecampaign.web.pagecache.places import build_of, clock_file, forget_old_builds, pages_folder
from bluecampaign.web.pagecache.purging import purge_of
from bluecampaign.web.pagecache.store import Store

ROOT = Path(__file__).resolve().parent.parent
env = Environment()
environ.Env.read_env(ROOT / ".env")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bluecampaign.settings")

data = Path(env.str("DATA_DIR", default=str(ROOT / "var")))
static = Path(env.str("STATIC_ROOT", default=str(data / "static")))
# Counting costs nothing where nobody collects the numbers.
metrics_port = env.int("METRICS_PORT", default=0)
django = Loaded("bluecampaign.serving:application")
moments = Loaded("bluecampaign.web.freshness:next_moment")


def next_moment() -> float:
    """Asks the database, so Django has to be there."""
    django.load()
    return moments()


def cached() -> PageCache:
    return PageCache(
        django,
        Store(pages_folder(data, build_of(ROOT, static))),
        ContentClock(clock_file(data)),
        next_moment=next_moment,
        in_touch=machines.is_in_touch if machines else one_machine,
        trust_proxy=env.bool("TRUST_PROXY", default=False),
        counted=counts.page if metrics_port else uncounted,
    )


def keeper_of(cache: PageCache) -> Keeper:
    """It forgets what older builds kept, too."""
    forget_old_builds(cache.store.folder)
    origin = env.str("SITE_URL", default="http://127.0.0.1:8000")
    return Keeper(cache, origin, purge_of(env, data / "cache" / "told"))


# A developer sees every change of the code at once.
keeps = env.bool("PAGE_CACHE", default=not env.bool("DEBUG", default=False))
machines = machines_of(env, data)
pages = cached() if keeps else None
keeper = keeper_of(pages) if pages else None
application = Measured(pages or django, counts) if metrics_port else pages or django


def prepare() -> None:
    """Load Django and all that is the same for every worker, before they are forked."""
    django.load()
    if keeper is not None:
        keeper.rehearse(django)
    Loaded("bluecampaign.serving:let_go")()
