"""A site of a few addresses, one of each kind, for the tests of the copy."""

from collections import Counter

from django.http import (
    FileResponse,
    Http404,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.urls import path, re_path

ORIGIN = "http://testserver"
WORDS = "Words that are long enough to be worth compressing. " * 8
# What a test changes, and what was asked for.
state: dict[str, str] = {}
asked: Counter[str] = Counter()


def page(*links: str, more: str = "") -> HttpResponse:
    items = "".join(f'<a href="{link}">x</a>' for link in links)
    html = f'<!DOCTYPE html><html lang="en"><body id="top"><h1 id="h">{WORDS}</h1>{items}{more}'
    return HttpResponse(f"{html}</body></html>")


def home(request):
    asked["home"] += 1
    given = ["/list/", "/gone/", "/old/", "/files/a.pdf", "/files/old.pdf", "/list/?kind=card"]
    given += [*state.get("links", "").split(), "https://elsewhere.example/", "mailto:a@b.example"]
    more = '<link href="/style.css" rel="stylesheet"><form action="/list/"></form>'
    return page(*given, "#h", more=more + state.get("words", ""))


def listed(request):
    number = int(request.GET.get("page", 1))
    asked[f"list {number}"] += 1
    return page("?page=1", "?page=2", "?page=2&amp;kind=card", "/", more=f"<p>Page {number}</p>")


def style(request):
    return HttpResponse("a { background: url(picture.png) }", content_type="text/css")


def picture(request):
    return HttpResponse(b"\x89PNG", content_type="image/png")


def pdf(request):
    answer = FileResponse(iter([b"%PDF", b"-1.7"]), content_type="application/pdf")
    answer.headers["Content-Disposition"] = 'inline; filename="a.pdf"'
    return answer


def gone(request):
    return HttpResponse("<p>Gone</p>", status=410)


def broken(request):
    return HttpResponse(status=503)


def cookie(request):
    answer = HttpResponse("x")
    answer.set_cookie("a", "b")
    return answer


def absent(request, **kwargs):
    raise Http404


def handler404(request, exception=None):
    return HttpResponse("<p>Not here</p>", status=404)


urlpatterns = [
    path("", home),
    path("list/", listed),
    path("style.css", style),
    path("picture.png", picture),
    path("files/a.pdf", pdf),
    path("files/old.pdf", lambda request: HttpResponsePermanentRedirect("/files/a.pdf")),
    path("old/", lambda request: HttpResponseRedirect(f"{ORIGIN}/list/#h")),
    path("gone/", gone),
    path("broken/", broken),
    path("cookie/", cookie),
    re_path(r"^", absent),
]
