import pytest
from django.db import connection
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.template import engines
from django.template.response import SimpleTemplateResponse

from bluecampaign.web.kept import CONTENT
from bluecampaign.web.posture import (
    CachePostureMiddleware,
    public_page,
    revalidated,
    uncached,
)

KEPT_BY_NOBODY = "max-age=0, no-cache, no-store, must-revalidate, private"
KEPT_FIVE_MINUTES = "public, max-age=300, stale-while-revalidate=600, stale-if-error=345600"


def answer(rf, view, method: str = "get"):
    return CachePostureMiddleware(view)(getattr(rf, method)("/"))


def test_public_page_may_be_kept(rf):
    response = answer(rf, public_page(minutes=5)(lambda request: HttpResponse("a")))

    assert response.headers["Cache-Control"] == KEPT_FIVE_MINUTES


def test_public_redirect_may_be_kept(rf):
    view = public_page(minutes=5)(lambda request: HttpResponsePermanentRedirect("/b/"))

    assert answer(rf, view).headers["Cache-Control"] == KEPT_FIVE_MINUTES


@pytest.mark.parametrize("status", [302, 400, 404, 500, 503])
def test_error_of_a_public_page_is_kept_by_nobody(rf, status):
    view = public_page(minutes=5)(lambda request: HttpResponse("a", status=status))

    assert answer(rf, view).headers["Cache-Control"] == KEPT_BY_NOBODY


def test_uncached_is_kept_by_nobody(rf):
    response = answer(rf, uncached(lambda request: HttpResponse("a")))

    assert response.headers["Cache-Control"] == KEPT_BY_NOBODY


def test_answer_whose_view_said_nothing_is_kept_by_nobody(rf):
    response = answer(rf, lambda request: HttpResponse("a"))

    assert response.headers["Cache-Control"] == KEPT_BY_NOBODY


def test_public_page_lets_errors_through(rf):
    @public_page(minutes=5)
    def view(request):
        raise Http404

    with pytest.raises(Http404):
        view(rf.get("/"))


def test_view_tells_its_posture():
    def view(request):
        return HttpResponse("a")

    assert public_page(minutes=5)(view).cache_posture == "public 5 min"
    assert uncached(view).cache_posture == "uncached"


@pytest.mark.parametrize("status", [200, 304])
def test_revalidated_is_kept_and_asked_for_each_time(rf, status):
    view = revalidated(lambda request: HttpResponse("a", status=status))

    assert answer(rf, view).headers["Cache-Control"] == "public, no-cache"
    assert view.cache_posture == "revalidated"


def test_revalidated_only_reads(rf):
    view = revalidated(lambda request: HttpResponse("a"))

    assert answer(rf, view, "post").status_code == 405
    assert answer(rf, revalidated(lambda r: HttpResponse("a", status=500))).headers[
        "Cache-Control"
    ] == (KEPT_BY_NOBODY)


@pytest.mark.django_db
def test_page_that_is_kept_is_read_in_one_transaction_to_its_last_word(rf):
    seen = []

    def look(*_args, **_kwargs) -> str:
        seen.append((len(connection.savepoint_ids), getattr(connection, "transaction_mode", None)))
        return ""

    @public_page(minutes=5)
    def page(request):
        look()
        return SimpleTemplateResponse(engines["django"].from_string("{{ look }}"), {"look": look})

    depth, usual = len(connection.savepoint_ids), getattr(connection, "transaction_mode", None)
    page(rf.get("/", **{CONTENT: 1}))
    page(rf.get("/"))

    mode = "DEFERRED" if connection.vendor == "sqlite" else usual
    assert seen == [(depth + 1, mode), (depth + 1, mode), (depth, usual)]
    assert len(connection.savepoint_ids) == depth
