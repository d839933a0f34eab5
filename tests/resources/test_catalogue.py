import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from bluecampaign.publishing.models import Status
from bluecampaign.search.models import SearchDocument
from bluecampaign.translation.models import TranslationState
from resources import catalogue, seed
from resources.models import Edition, Resource
from tests.makers import make_resource

pytestmark = pytest.mark.django_db
HEAD = "code,title,kind,audiences,topics,languages,year"
MORE = ",source_url,note,slug,component,title_es,summary_en"


def write(folder: Path, *lines: str, head: str = HEAD, encoding: str = "utf-8") -> Path:
    path = folder / "catalogue.csv"
    path.write_bytes("\r\n".join([head, *lines]).encode(encoding))
    return path


def run(path: Path, **options) -> str:
    out = io.StringIO()
    call_command("import_catalogue", path, stdout=out, **options)
    return out.getvalue()


def problems(*lines: str, head: str = HEAD) -> list[str]:
    with pytest.raises(catalogue.CatalogueError) as refusal:
        catalogue.read("\n".join([head, *lines]))
    return refusal.value.problems


def test_import_brings_in_an_item_with_all_it_has(tmp_path):
    line = (
        "X-1,Tip card,card,general;hospitality,indicators;youth,en;es;zh-hans,2024,"
        "https://a.gov/,Seen at a desk,tip,ice,Tarjeta,A card."
    )

    said = run(write(tmp_path, line, head=HEAD + MORE))

    item = Resource.objects.get(code="X-1")
    assert (item.title_en, item.title_es, item.summary_en) == ("Tip card", "Tarjeta", "A card.")
    assert (item.kind, item.slug, item.year, item.status) == ("card", "tip", 2024, Status.LIVE)
    assert (item.source_url, item.note) == ("https://a.gov/", "Seen at a desk")
    assert item.component.acronym == "ICE"
    assert {audience.slug for audience in item.audiences.all()} == {"general", "hospitality"}
    assert {topic.slug for topic in item.topics.all()} == {"indicators", "youth"}
    assert item.languages == ["en", "es", "zh-Hans"]
    assert TranslationState.objects.by_language(item) == {"es": "machine"}
    assert SearchDocument.objects.filter(path="/resources/tip/").count() == 2
    assert said.endswith("4 added, 0 changed, 0 unchanged, 0 kept, 0 skipped\n")


def test_import_fills_in_what_is_not_said(tmp_path):
    run(write(tmp_path, "X-1,“Tip” card: the 2nd!,card,,,,"))

    item = Resource.objects.get(code="X-1")
    assert (item.slug, item.year, item.languages) == ("tip-card-the-2nd", None, ["und"])


def test_import_again_adds_nothing(tmp_path):
    path = write(tmp_path, "X-1,Tip card,card,general,,en;es,2024")
    run(path)
    before = (Resource.objects.count(), Edition.objects.count())

    said = run(path)

    assert said == "0 added, 0 changed, 3 unchanged, 0 kept, 0 skipped\n"
    assert (Resource.objects.count(), Edition.objects.count()) == before


def test_import_of_the_shipped_catalogue_changes_nothing():
    said = run(seed.CATALOGUE)

    assert said.startswith("0 added, 0 changed, ")
    assert said.endswith(" 0 kept, 0 skipped\n")


def test_import_keeps_what_staff_wrote(tmp_path):
    run(write(tmp_path, "X-1,Tip card,card,,,en,2024", "X-2,Other,card,,,en,2024"))
    Resource.objects.filter(code="X-1").update(title_en="Staff's title")
    Resource.objects.get(code="X-2").delete()

    said = run(write(tmp_path, "X-1,New title,poster,,,en,2024", "X-2,Other,card,,,en,2025"))

    item = Resource.objects.get(code="X-1")
    assert (item.title_en, item.kind) == ("Staff's title", "poster")
    assert not Resource.objects.filter(code="X-2").exists()
    assert "staff changed title_en" in said
    assert said.endswith("0 added, 1 changed, 1 unchanged, 1 kept, 1 skipped\n")


def test_import_with_overwrite_puts_the_file_above_staff(tmp_path):
    path = write(tmp_path, "X-1,Tip card,card,,,en,2024", "X-2,Other,card,,,en,2024")
    run(path)
    Resource.objects.filter(code="X-1").update(title_en="Staff's title")
    Resource.objects.get(code="X-2").delete()

    run(path, overwrite=True)

    assert Resource.objects.get(code="X-1").title_en == "Tip card"
    assert Resource.objects.filter(code="X-2").exists()


def test_import_dry_run_says_what_would_happen_and_does_not(tmp_path):
    said = run(write(tmp_path, "X-1,Tip card,card,,,en,2024"), dry_run=True)

    assert "added  resource X-1" in said
    assert said.endswith("This was a dry run: nothing was changed.\n")
    assert not Resource.objects.filter(code="X-1").exists()
    assert not SearchDocument.objects.filter(title="Tip card").exists()


def test_import_is_silent_at_verbosity_0(tmp_path):
    assert run(write(tmp_path, "X-1,Tip card,card,,,en,2024"), verbosity=0) == ""
    assert Resource.objects.filter(code="X-1").exists()


def test_import_reads_the_mark_that_spreadsheets_write(tmp_path):
    run(write(tmp_path, "X-1,Tarjeta ñ,card,,,en,2024", encoding="utf-8-sig"))

    assert Resource.objects.get(code="X-1").title_en == "Tarjeta ñ"


def test_import_of_another_encoding_is_refused(tmp_path):
    path = write(tmp_path, "X-1,Tarjeta ñ,card,,,en,2024", encoding="latin-1")

    with pytest.raises(CommandError, match=r"It is not UTF-8\. Save it as"):
        run(path)


@pytest.mark.parametrize("name", ["missing.csv", ""])
def test_import_of_what_cannot_be_read_is_refused(tmp_path, name):
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path / name)


def test_import_of_a_wrong_file_names_every_problem_and_changes_nothing(tmp_path):
    path = write(
        tmp_path,
        "X-1,Tip card,card,,,en,2024",
        "X-1,,pamphlet,nobody,nothing,english,soon",
    )

    with pytest.raises(CommandError) as refusal:
        run(path)

    assert str(refusal.value).splitlines() == [
        "catalogue.csv was not imported; nothing was changed. Correct this and run the "
        "command again:",
        "  Line 3: the title is missing",
        f"  Line 3: the kind “pamphlet” is none of: {', '.join(catalogue.Kind.values)}",
        "  Line 3: the year “soon” is not a year",
        "  Line 3: no language has the tag english",
        "  Line 3: there is no audience “nobody”; add it first",
        "  Line 3: there is no topic “nothing”; add it first",
        "  Line 3: X-1 is already on line 2",
    ]
    assert not Resource.objects.filter(code="X-1").exists()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (",Tip card,card,,,en,2024", "Line 2: the code is missing"),
        ("X-1,Tip card,card,,,en,1989", "Line 2: the year “1989” is not a year"),
        ("X-1,Tip card,card,,,en,²⁰²⁴", "Line 2: the year “²⁰²⁴” is not a year"),
        (
            "X-1,Tip, card,card,,,en,2024",
            "Line 2: there are more cells than columns; quote the commas",
        ),
        (
            "X-1,人口贩运,card,,,en,2024",
            "Line 2: “” cannot be an address; write a slug such as tip-card",
        ),
    ],
)
def test_read_names_what_is_wrong_with_a_line(line, expected):
    assert expected in problems(line)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("ftp://a.gov/,,tip,,,", ["Line 2: the source is not an address"]),
        (
            ",,Tip Card,,,",
            ["Line 2: “Tip Card” cannot be an address; write a slug such as tip-card"],
        ),
        (",,tip,nobody,,", ["Line 2: there is no component “nobody”; add it first"]),
    ],
)
def test_read_names_what_is_wrong_with_a_further_column(more, expected):
    assert problems(f"X-1,Tip,card,,,en,2024,{more}", head=HEAD + MORE) == expected


def test_read_refuses_an_address_that_another_item_has():
    make_resource(code="OLD", slug="tip-card")

    found = problems(
        "X-1,Tip card,card,,,en,2024", "X-2,Other,card,,,en,2024", "X-3,Other,card,,,en,2024"
    )

    assert found == [
        "Line 2: OLD has the address “tip-card”; write another slug",
        "Line 4: X-2 has the address “other”; write another slug",
    ]


def test_read_counts_the_lines_of_the_file():
    found = problems('X-1,"Tip\ncard",card,,,en,2024', "", "X-2,Other,pamphlet,,,en,2024")

    assert [problem.partition(":")[0] for problem in found] == ["Line 5"]


def test_read_names_the_columns_that_are_missing():
    assert problems("X-1", head="code,title") == [
        "Line 1: these columns are missing: kind, audiences, topics, languages, year"
    ]
    assert problems(head="") == ["The file is empty."]
    assert problems(head=";;")[0].startswith("Line 1: these columns are missing: code, ")


def test_read_refuses_a_cell_that_never_ends():
    assert problems('X-1,"' + "x" * 140_000)[0].startswith("Line ")
