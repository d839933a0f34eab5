import pytest

from hotlines.phones import agrees, digits, problem_with, sms_link, tel_link


@pytest.mark.parametrize(
    "number", ["911", "988", "233733", "+18883737888", "+18028726199", "+448000121700"]
)
def test_problem_with_a_number_that_can_be_dialled_is_none(number):
    assert problem_with(number) is None


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("", "Give the number."),
        ("1-888-373-7888", "Write the number with its country code, for example +18883737888."),
        ("8883737888", "Write the number with its country code, for example +18883737888."),
        ("911\n", "Write the number with its country code, for example +18883737888."),
        ("٩١١", "Write the number with its country code, for example +18883737888."),
        ("12", "Write the number with its country code, for example +18883737888."),
        ("HELP", "Write the number with its country code, for example +18883737888."),
        ("+1 888 373 7888", "Write only + and digits, for example +18883737888."),
        ("+1-888-373-7888", "Write only + and digits, for example +18883737888."),
        ("+1888373788", "No telephone has this number. Check every digit."),
        ("+188837378888", "No telephone has this number. Check every digit."),
        ("+10003737888", "No telephone has this number. Check every digit."),
    ],
)
def test_problem_with_a_number_is_said_in_a_sentence(number, problem):
    assert problem_with(number) == problem


@pytest.mark.parametrize(
    ("number", "display"),
    [
        ("911", "911"),
        ("233733", "233733 (BeFree)"),
        ("+18883737888", "1-888-373-7888"),
        ("+18883737888", "+1 (888) 373-7888"),
        ("+18883737888", "888-373-7888"),
        ("+448000121700", "0800 0121 700"),
        ("+448000121700", "+44 800 0121 700"),
    ],
)
def test_agrees_with_the_ways_people_write_a_number(number, display):
    assert agrees(number, display)


@pytest.mark.parametrize(
    ("number", "display"),
    [
        ("911", "912"),
        ("911", "11"),
        ("911", "0911"),
        ("+18883737888", "1-888-373-7889"),
        ("+18883737888", "373-7888"),
        ("+18883737888", "8"),
        ("+18883737888", "0"),
        ("+18883737888", "1-888-373-7888 1"),
    ],
)
def test_agrees_refuses_other_digits_and_parts_of_a_number(number, display):
    assert not agrees(number, display)


def test_links_carry_digits_only():
    assert digits("1-866-DHS-2-ICE") == "18662"
    assert tel_link("+18883737888") == "tel:+18883737888"
    assert sms_link("233733") == "sms:233733"
    assert sms_link("233733", "HELP") == "sms:233733?body=HELP"
    assert sms_link("233733", "HELP ME & INFO") == "sms:233733?body=HELP%20ME%20%26%20INFO"
