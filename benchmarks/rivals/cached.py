"""The bytes from Django's own cache middleware, over memory."""

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.urls import path

from benchmarks.rivals import BODY, HEADS

OWN = {"Content-Length", "Cache-Control", "Age"}


def page(request):
    response = HttpResponse(BODY)
    for name, value in HEADS:
        if name not in OWN:
            response.headers[name] = value
    return response


urlpatterns = [path("", page)]
settings.configure(
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="only-for-measuring",  # noqa: S106
    MIDDLEWARE=[
        "django.middleware.cache.UpdateCacheMiddleware",
        "django.middleware.cache.FetchFromCacheMiddleware",
    ],
)
django.setup()
application = WSGIHandler()
