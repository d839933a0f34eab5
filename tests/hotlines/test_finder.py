"""The finder: every question and every page of ways."""

import html5lib
import lxml.html
import pytest
from django.urls import reverse

from bluecampaign.translation.languages import CODES
from bluecampaign.translation.paths import localize
from bluecampaign.web.privacy import scrub
from hotlines.finder.questions import every_path, next_question, read
from hotlines.models import Channel

pytestmark = pytest.mark.django_db

PATHS = list(every_path())
NATIONAL = "tel:+18883737888"

# --- The tree of questions ---------------------------------------------------------


def test_tree_is_small():
    assert len(PATHS) == len(set(PATHS)) == 53


def test_every_path_is_understood_and_ends():
    for path in PATHS:
        answers, said = read(path)
        assert "".join(each.choice.letter for each in said) == path
        question = next_question(answers)
        assert question is None or len(path) < 6


@pytest.mark.parametrize("letters", ["c", "aaaa", "ad", "baac", "babbbb", "bbaaa", "ba-", "B"])
def test_letters_that_mean_nothing_are_no_page(client, letters):
    response = client.get(f"/ways/{letters}/")

    assert response.status_code == 404
    assert NATIONAL in response.content.decode()


def test_every_question_lets_the_reader_not_know_or_not_say(client):
    ways_out = {"I do not know", "I would rather not say"}

    for path in ("", "b", "ba", "baa", "baaa", "baaaa"):
        labels = {label for label, _url in client.get(url(path)).context["choices"]}
        assert labels & ways_out, path


def url(letters: str, code: str = "en") -> str:
    return localize(f"/ways/{letters}/" if letters else "/ways/", code)


# --- The pages ---------------------------------------------------------------------


def tree(response):
    return lxml.html.document_fromstring(response.content.decode())


def links(response) -> list[str]:
    """The addresses below the title, in the order of reading."""
    return [str(href) for href in tree(response).xpath("//main//a/@href")][1:]


def text(response) -> str:
    return " ".join(tree(response).xpath("//main")[0].text_content().split())


def test_choices_lead_to_the_next_pages(client):
    followed, waiting = set(), ["/ways/"]

    while waiting:
        here = waiting.pop()
        followed.add(here)
        choices = client.get(here).context["choices"]
        waiting += [there for _label, there in choices if there not in followed]

    assert followed == {url(path) for path in PATHS}


def test_answers_so_far_stand_there_and_can_be_changed(client):
    response = client.get("/es/ways/bcb/")

    assert [each.url for each in response.context["given"]] == [
        "/es/ways/",
        "/es/ways/b/",
        "/es/ways/bc/",
    ]
    assert response.context["back"] == "/es/ways/bc/"
    assert {"/es/ways/", "/es/ways/b/", "/es/ways/bc/"} <= set(links(response))
    english = text(client.get("/ways/bcb/"))
    assert "Are you in the United States? No, in another country" in english


def test_first_question_has_no_answers_yet(client):
    response = client.get("/ways/")

    assert response.context["given"] == []
    assert "Your answers" not in text(response).replace("keep your answers", "")


@pytest.mark.parametrize("path", PATHS)
def test_step_tells_nothing_to_who_reads_the_history(client, path):
    response = client.get(url(path))
    page = tree(response)

    [first] = tree(client.get("/ways/")).xpath("//title/text()")
    assert page.xpath("//title/text()") == [first]
    assert page.xpath("//meta[@name='robots']/@content") == (["noindex, nofollow"] if path else [])
    assert bool(page.xpath("//link[@rel='canonical']")) is not bool(path)
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert {"public", "max-age=300"} <= set(response.headers["Cache-Control"].split(", "))
    assert not response.cookies


@pytest.mark.parametrize("path", PATHS)
def test_step_takes_the_same_queries_whatever_was_answered(client, django_assert_num_queries, path):
    client.get(url(path))

    with django_assert_num_queries(3):
        client.get(url(path))


@pytest.mark.parametrize("code", ["en", "ar"])
def test_step_is_html_without_a_mistake(client, code):
    mistakes = {}

    for path in PATHS:
        parser = html5lib.HTMLParser()
        parser.parse(client.get(url(path, code)).content.decode())
        mistakes[path] = parser.errors

    assert {path: found for path, found in mistakes.items() if found} == {}


@pytest.mark.parametrize("code", CODES)
def test_language_menu_keeps_the_answers(client, code):
    response = client.get(url("babb", code))

    menu = tree(response).xpath("//details[@data-languages]//a/@href")
    assert menu == [url("babb", other) for other in CODES]


@pytest.mark.parametrize("path", [p for p in PATHS if p[:1] == "a"])
def test_danger_is_answered_at_once(client, path):
    response = client.get(url(path))

    first = next(href for href in links(response) if href.startswith(("tel:", "sms:", "http")))
    assert first == "tel:911"
    assert NATIONAL in links(response) or "b" in path[1:2] or "c" in path[1:2]


@pytest.mark.parametrize("path", [p for p in PATHS if p[1:2] in ("b", "c")])
def test_abroad_the_page_says_whom_the_hotline_serves(client, path):
    response = client.get(url(path))

    if "shown" in response.context:
        assert "serves the United States and its territories" in text(response)
        assert "emergency number of the country where you are" in text(response)


@pytest.mark.parametrize("path", [p for p in PATHS if next_question(read(p)[0]) is None])
def test_way_says_who_answers_what_happens_and_what_is_next(client, path):
    response = client.get(url(path))
    shown = response.context["shown"]

    for each in shown:
        assert each.card.badge
        assert each.reason
        assert "name" in each.steps[-1]
        assert len(each.card.ways) == 1
    assert shown[0].card.who_answers
    assert "If nobody answers" in text(response)
    assert response.context["otherwise"].card.ways[0].href in links(response)


def test_first_choice_of_a_language_is_the_one_of_the_page(client):
    arabic = client.get("/ar/ways/baab/").context["choices"]
    spanish = client.get("/es/ways/baab/").context["choices"]

    assert arabic[0][0].startswith("العربية")
    assert [there for _label, there in arabic] == [
        "/ar/ways/baabb/",
        "/ar/ways/baaba/",
        "/ar/ways/baaba/",
    ]
    assert spanish[0][1] == "/es/ways/baaba/"


def test_finder_is_linked_from_where_help_begins(client):
    for page in ("/", "/get-help/", "/hotlines/"):
        assert reverse("finder:start") in links(client.get(page)), page


def test_sitemap_lists_the_first_question_alone(client):
    listed = client.get("/sitemap-hotlines.xml").content.decode()

    assert listed.count("/ways/</loc>") == len(CODES)
    assert "/ways/a/" not in listed


@pytest.mark.parametrize(
    ("line", "logged"),
    [
        ("GET /ways/baab/ 200", "GET /ways/(answers)/ 200"),
        ("GET /ar/ways/a/ 200", "GET /ar/ways/(answers)/ 200"),
        ("Not Found: /ways/ca/", "Not Found: /ways/(answers)/"),
        ("GET /ways/ 200", "GET /ways/ 200"),
        ("GET /get-help/ 200", "GET /get-help/ 200"),
    ],
)
def test_log_does_not_tell_the_answers(line, logged):
    assert scrub(line) == logged


# --- What staff changed ------------------------------------------------------------


@pytest.mark.parametrize("path", ["a", "babbab", "baabaa", "bcab", "bbab"])
def test_page_stands_when_every_channel_is_deleted(client, path):
    Channel.objects.all().delete()

    response = client.get(f"/ways/{path}/")

    assert response.status_code == 200
    assert NATIONAL in links(response)


def test_number_that_staff_changed_is_the_one_that_is_shown(client):
    Channel.objects.filter(hotline__slug="national", key="voice").update(
        number="+18004321000", display="1-800-432-1000"
    )

    response = client.get("/ways/baabaa/")

    assert links(response)[0] == "tel:+18004321000"
    assert NATIONAL not in links(response)
