"""Django in a process that does nothing but answer: its threads share their connections."""

from django.core.signals import request_finished, request_started
from django.db import connections

from bluecampaign.behind import application  # noqa: F401 - what the process gives
from bluecampaign.web.connections import Pool

# After Django's own receivers: what they close is not kept.
pool = Pool()
request_started.connect(pool.take)
request_finished.connect(pool.give)


def let_go() -> None:
    """Close what a process that forks must not hand on."""
    connections.close_all()
    pool.close()
