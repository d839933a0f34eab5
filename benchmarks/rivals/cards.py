"""A page as a beginner writes it with Django's defaults: one query, twenty cards."""

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.shortcuts import render
from django.urls import path

from benchmarks.rivals import FOLDER

TEMPLATE = """<!DOCTYPE html><html lang="en"><head><title>{{ title }}</title></head><body>
{% for card in cards %}<article><h2><a href="/{{ card.pk }}/">{{ card.title }}</a></h2>
<p>{{ card.summary|truncatewords:20 }}</p></article>{% endfor %}</body></html>"""
DEFAULTS = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
(FOLDER / "templates").mkdir(exist_ok=True)
(FOLDER / "templates/cards.html").write_text(TEMPLATE)
settings.configure(
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="only-for-measuring",  # noqa: S106
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    INSTALLED_APPS=[
        *("django.contrib.auth", "django.contrib.contenttypes"),
        *("django.contrib.sessions", "django.contrib.messages"),
    ],
    MIDDLEWARE=DEFAULTS,
    DATABASES={
        "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "cards.sqlite3"}
    },
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [FOLDER / "templates"],
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
)
django.setup()

from django.db import connection, models  # noqa: E402 - they want settings


class Card(models.Model):
    title = models.CharField(max_length=100)
    summary = models.TextField()

    class Meta:
        app_label = "cards"


def page(request):
    return render(request, "cards.html", {"title": "Cards", "cards": Card.objects.all()[:20]})


def fill() -> None:
    with connection.schema_editor() as editor:
        editor.create_model(Card)
    words = "Some words that stand on a card and say what it leads to. " * 3
    Card.objects.bulk_create(Card(title=f"Card {n}", summary=words) for n in range(200))


urlpatterns = [path("", page)]
if not (FOLDER / "cards.sqlite3").exists():
    fill()
application = WSGIHandler()
