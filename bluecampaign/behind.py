"""Django as it stands behind the page cache: imported when it is first needed."""

from django.core.wsgi import get_wsgi_application
from django.db import connections

application = get_wsgi_application()


def let_go() -> None:
    """Close what a process that forks must not hand on."""
    connections.close_all()
