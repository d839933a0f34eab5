"""A field that was refused says so itself, and says why, to who cannot see the page."""

import lxml.html
import pytest

from tests.makers import make_staff

pytestmark = pytest.mark.django_db

FORMS = [
    "/admin/awareness/page/add/",
    "/admin/hotlines/hotline/add/",
    "/admin/resources/resource/add/",
    "/admin/awareness/term/add/",
]


def empty_form(client, url: str) -> dict[str, str]:
    """What a browser sends of a form in which nothing was written."""
    tree = lxml.html.document_fromstring(client.get(url).content)
    hidden = tree.xpath("//form[@method='post']//input[@type='hidden' and @name]")
    return {field.get("name"): field.get("value", "") for field in hidden} | {"_save": "Save"}


@pytest.mark.parametrize("url", FORMS)
def test_refused_field_is_tied_to_its_reason(client, url: str):
    client.force_login(make_staff())

    answer = client.post(url, empty_form(client, url))

    tree = lxml.html.document_fromstring(answer.content)
    refused = tree.xpath("//*[@aria-invalid='true']")
    reasons = {field.get("name"): reasons_of(tree, field) for field in refused}
    assert answer.status_code == 200
    assert reasons != {}
    assert [name for name, words in reasons.items() if not words] == []
    assert len(tree.xpath("//*[contains(@class, 'errorlist')][@id]")) >= len(refused)


def reasons_of(tree: lxml.html.HtmlElement, field: lxml.html.HtmlElement) -> str:
    """The words of the lists of errors that a field refers to."""
    names = field.get("aria-describedby", "").split()
    lists = [each for name in names for each in tree.xpath("//*[@id=$id]", id=name)]
    errors = [each for each in lists if "errorlist" in each.get("class", "")]
    return " ".join(each.text_content().strip() for each in errors)
