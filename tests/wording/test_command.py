"""The command that looks at the words of everything."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from bluecampaign.wording.findings import findings_of
from bluecampaign.wording.models import say
from tests.makers import make_block, make_indicator, make_page, make_picture

pytestmark = pytest.mark.django_db
# What is meant so, and each kind of object with its parts.
QUERIES = 27


def check(*args, **options) -> tuple[str, str]:
    """What the command says, and what it complains of."""
    out = StringIO()
    try:
        call_command("check_words", *args, stdout=out, **options)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


def test_shipped_content_is_clean():
    said, complaint = check(strict=True)

    assert complaint == ""
    assert said.endswith("objects read. No word needs a second look.\n")


def test_findings_are_told_with_place_context_suggestion_and_reason():
    page = make_page(slug="fresh")
    block = make_block(page, body_en="We call prior to it.")

    said, complaint = check()

    assert f"/fresh/ blocks {block.pk} body (en): A long word where a plain one will do" in said
    assert "    We call [prior to] it.\n    Write: “before”\n" in said
    assert "Words to look at: 1 (plain 1)." in said
    assert complaint == ""


def test_words_for_those_who_do_not_see_a_picture_are_read():
    make_picture(name="Door", alt_en="A door prior to opening", alt_es="Una puerta")

    said, _complaint = check()

    assert "picture Door alt (en): A long word where a plain one will do" in said
    assert "    A door [prior to] opening\n" in said
    assert "Words to look at: 1 (plain 1)." in said


def test_strict_fails_when_there_is_a_finding():
    make_indicator(key="fresh", text_en="Slaves call")

    said, complaint = check(strict=True)

    assert "indicator fresh text (en)" in said
    assert complaint.endswith("Words to look at: 1 (sensational 1).")


def test_language_and_kind_narrow_it():
    make_page(slug="fresh", title_en="Slaves prior to it", title_es="Previo a la esclavitud")

    found = [check(language=["es"]), check(kind=["plain"]), check(language=["fr"], strict=True)]

    assert "Words to look at: 2 (plain 1, sensational 1)." in found[0][0]
    assert "Words to look at: 2 (plain 2)." in found[1][0]
    assert found[2][1] == ""


@pytest.mark.parametrize("wrong", [["--language", "xx"], ["--kind", "nice"]])
def test_what_there_is_not_is_refused(wrong):
    assert "invalid choice" in check(*wrong)[1]


def test_what_is_meant_so_is_not_told():
    page = make_page(slug="fresh", title_en="Prior to it")
    (found,) = findings_of(page)
    say(page, {found.digest: found.words}, among=[found.digest], by=None)

    assert check(strict=True)[1] == ""


def test_quiet_tells_of_findings_alone():
    assert check(verbosity=0)[0] == ""

    make_page(slug="fresh", title_en="Prior to it")

    assert check(verbosity=0)[0].startswith("/fresh/ title (en)")


@pytest.mark.parametrize("number", [1, 20])
def test_queries_do_not_grow_with_the_pages(number, django_assert_num_queries):
    for _n in range(number):
        make_block(make_page(title_en="Prior to it"), body_en="Prior to it")

    with django_assert_num_queries(QUERIES):
        check()
