"""What a translation must not lose, whatever its script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bluecampaign.translation.checks import figures, problems, readings

ENGLISH = "Call {{national:voice}} within 30 days. [More](/get-help/) for %(names)s."
WHOLE = "Llame al {{national:voice}} en 30 días. [Más](/get-help/) para %(names)s."
# How the digits of some scripts are written.
SCRIPTS = ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "๐๑๒๓๔๕๖๗๘๙", "０１２３４５６７８９"]


def in_script(text: str, digits: str) -> str:
    return text.translate(str.maketrans("0123456789", digits))


def test_whole_translation_has_no_problems():
    assert problems(ENGLISH, WHOLE) == []


def test_translation_that_says_nothing_is_missing_not_wrong():
    assert problems(ENGLISH, "  ") == []


def test_every_loss_is_told_at_once():
    found = problems(ENGLISH, "Llame ya.")

    assert found == [
        "The number {{national:voice}} of the English text is missing.",
        "The link to /get-help/ of the English text is missing.",
        "The placeholder %(names)s of the English text is missing.",
        "The figure 30 of the English text is missing.",
    ]


def test_number_or_link_of_its_own_is_refused():
    found = problems("Call {{national:voice}}.", "{{hsi:voice}} [x](/es/myths/) {{national:voice}}")

    assert found == [
        "The number {{hsi:voice}} is not in the English text.",
        "The link to /es/myths/ is not in the English text.",
    ]


def test_second_of_two_placeholders_is_missed():
    assert len(problems("{{a:voice}} or {{a:voice}}", "{{a:voice}}")) == 1


@pytest.mark.parametrize(
    "written",
    ["1-888-373-7888", "+1 888 373 7888", "١-٨٨٨-٣٧٣-٧٨٨٨", "(888) 373.7888", "1-866-DHS-2-ICE"],
)
def test_typed_phone_number_is_refused(written: str):
    found = problems("Call us.", f"اتصل {written} الآن")

    assert [text for text in found if "looks like a phone number" in text] == found
    assert len(found) == 1


@pytest.mark.parametrize("short", ["911", "٩١١", "233733", "988"])
def test_typed_short_number_is_refused(short: str):
    assert len(problems("Call for help.", f"Llame al {short}.")) == 1


@pytest.mark.parametrize(
    "english, translated",
    [
        ("1,000 people", "1 000 personas"),
        ("1,000 people", "1.000 personas"),
        ("10,000 visas", "1万份签证"),
        ("10,000 visas", "비자 1만 건"),
        ("3.5 percent", "3,5 %"),
        ("From 2019 to 2024", "2019-2024"),
        ("1,234,567 calls", "1\u202f234\u202f567 appels"),
        ("1. Do it\n2. Do more", "* Hágalo\n* Haga más"),
    ],
)
def test_figure_may_be_written_in_the_manner_of_a_language(english: str, translated: str):
    assert problems(english, translated) == []


def test_figures_inside_addresses_and_placeholders_are_not_counted():
    english = "See [it](https://example.org/2024/7) at {{988:voice}}: 5 points"

    assert figures(english) == ["5"]


@given(st.integers(0, 10**9), st.sampled_from(SCRIPTS))
def test_figure_is_read_in_every_script(number: int, digits: str):
    assert str(number) in readings(f"x {in_script(str(number), digits)} y")


@given(st.lists(st.integers(0, 899), min_size=1, max_size=5, unique=True), st.data())
def test_lost_figure_is_always_told(numbers: list[int], data):
    lost = data.draw(st.sampled_from(numbers))
    english = " and ".join(f"{n} people" for n in numbers)
    translated = " y ".join(f"{n} personas" for n in numbers if n != lost) or "nadie"

    assert problems(english, translated) == [f"The figure {lost} of the English text is missing."]


@given(st.text(max_size=200))
def test_text_is_a_whole_translation_of_itself_but_for_numbers(text: str):
    found = [each for each in problems(text, text) if "looks like" not in each]

    assert found == []


@given(st.text(max_size=200), st.text(max_size=200))
def test_check_answers_for_any_two_texts(english: str, translated: str):
    assert isinstance(problems(english, translated), list)
