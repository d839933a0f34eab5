"""How gunicorn serves the site. What may differ from one copy to another comes from
the environment or .env: HOST, PORT, WEB_CONCURRENCY, ACCESS_LOG, LOG_FORMAT, METRICS_PORT.

Nothing here writes down who reads: an access log, if one is wanted, names neither
address nor agent nor query, and both logs pass through the same filter as Django's.
"""

import gc
import os
import signal
import sys
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from gunicorn.glogging import Logger

from bluecampaign.web import metrics, metrics_port
from bluecampaign.web.ends import Ends
from bluecampaign.web.environment import Environment
from bluecampaign.web.memory import share_arenas
from bluecampaign.web.privacy import logging_to_console

env = Environment()
environ.Env.read_env(Path(__file__).resolve().parent.parent / ".env")

# --- Where -------------------------------------------------------------------------

host = env.str("HOST", default="127.0.0.1")
port = env.int("PORT", default=8000)
bind = f"{host}:{port}"
origin = f"http://{bind}"
if host in {"127.0.0.1", "localhost", "[::1]"}:
    # On one's own machine the links follow the port; a public copy sets SITE_URL.
    os.environ.setdefault("SITE_URL", origin)

# A page that the database keeps waiting is better answered with its last good copy.
os.environ.setdefault("DATABASE_TIMEOUT", "20")

from bluecampaign import wsgi  # noqa: E402 - it reads both

share_arenas()

# --- How many at once --------------------------------------------------------------

wsgi_app = "bluecampaign.wsgi:application"
workers = env.int("WEB_CONCURRENCY", default=2)
# Threads, so that one reader on a slow phone does not hold up everybody else. More than
# the rooms of bluecampaign/web/limits.py have places: some are always left for pages.
worker_class = "gthread"
threads = 32
# One import for all workers: they share the memory and start at once. What is imported
# first is small; see `when_ready` for the rest.
preload_app = True
# The heartbeat must not wait for a disk.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
# A worker starts afresh now and then, at a time of its own.
max_requests = 20_000
max_requests_jitter = 5_000

# --- Patience and limits -----------------------------------------------------------

timeout = 60
graceful_timeout = 25
keepalive = 5
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
# No second door: a restart is a signal, not a socket.
control_socket_disable = True

# --- What is written down ----------------------------------------------------------

# gunicorn's own log stays off; the logger below writes, if anybody wants it.
accesslog = None
# Method, path, status, bytes and milliseconds: enough to see load and errors.
access_log_format = "%(m)s %(U)s %(s)s %(B)s %(M)s"
access_handlers = ["access"] if env.bool("ACCESS_LOG", default=False) else []


class Discreet(Logger):
    """gunicorn's own would put together a line for each request that nobody wants."""

    def access(self, *told) -> None:
        if access_handlers:
            super().access(*told)


logger_class = Discreet
logconfig_dict = logging_to_console(
    "WARNING",
    {
        "gunicorn.error": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "gunicorn.access": {"handlers": access_handlers, "level": "INFO", "propagate": False},
    },
    env.str("LOG_FORMAT", default="plain"),
)


# --- From the first moment on ------------------------------------------------------

ends = Ends(wsgi.data / "workers")


def when_ready(server) -> None:
    """The socket listens. A first worker gives the kept pages while Django is imported
    here; then it goes, and those that come share what was imported."""
    early = server.spawn_worker() if wsgi.keeps else None
    try:
        wsgi.prepare()
    except ImproperlyConfigured as error:
        sys.exit(f"The site does not start: the settings are wrong. {error}")
    gc.collect()
    gc.freeze()
    if early is not None:
        os.kill(early, signal.SIGTERM)
    look_for_missing()
    # The image of the Dockerfile has no make.
    with_make = (wsgi.ROOT / "Makefile").exists()
    staff = "make staff" if with_make else "python manage.py createsuperuser"
    print(
        f"\n  The site     {origin}/"
        f"\n  For staff    {origin}/admin/"
        f"\n\n  The first staff account is made with: {staff}"
        "\n  Ctrl+C stops the site.\n",
        flush=True,
    )


def look_for_missing() -> None:
    """What a worker that was killed had saved is on every page that is asked for now."""
    if wsgi.pages is not None and ends.are_missing():
        wsgi.pages.clock.changed()
        if wsgi.machines is not None:
            wsgi.machines.changed()


def child_exit(server, worker) -> None:
    look_for_missing()


def post_worker_init(worker) -> None:
    """Every worker hears of changes on other machines; every one but the first helps to
    keep pages ready."""
    metrics.counts.begin(worker.age)
    ends.begin()
    if wsgi.metrics_port:
        where = env.str("METRICS_HOST", default="127.0.0.1")
        heard = wsgi.machines.is_in_touch if wsgi.machines else None
        metrics_port.start(metrics.counts, where, wsgi.metrics_port, wsgi.data / "cache", heard)
    if wsgi.machines is not None:
        wsgi.machines.start()
    if wsgi.keeper is not None and wsgi.django.is_there:
        wsgi.keeper.start()


def worker_exit(server, worker) -> None:
    for thread in (wsgi.keeper, wsgi.machines):
        if thread is not None:
            thread.end()
    ends.end()


def pre_exec(server) -> None:
    """USR2: a second master starts as the first one did, as a module. By the name of its
    file its own folder `http` would stand before the one of Python."""
    command = server.START_CTX["args"]
    if command[1].endswith("__main__.py"):
        command[1:2] = ["-m", "gunicorn"]
