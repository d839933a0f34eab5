import pytest
from django.core.exceptions import ValidationError

from hotlines.models import Channel, Hotline
from tests.makers import make_channel, make_hotline

pytestmark = pytest.mark.django_db
CHECK = "These are not the digits of the number."


def refused(obj) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refusal:
        obj.full_clean()
    return refusal.value.message_dict


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"number": "911", "display": "911"},
        {"number": "911", "display": ""},
        {"number": "+18663472423", "display": "", "letters": "1-866-DHS-2-ICE"},
        {"kind": "text", "number": "233733", "display": "233733", "sms_keywords": ["HELP"]},
        {"kind": "web", "number": "", "display": "", "url": "https://a.gov/tips"},
    ],
)
def test_clean_accepts_what_can_be_reached(fields):
    channel = make_channel(make_hotline(), **fields)

    channel.full_clean()

    assert channel.href.partition(":")[0] in {"tel", "sms", "https"}


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"number": ""}, "number", "Give the number."),
        (
            {"number": "+10003737888"},
            "number",
            "No telephone has this number. Check every digit.",
        ),
        ({"display": "1-888-373-7880"}, "display", CHECK),
        ({"display": "373-7888"}, "display", CHECK),
        ({"kind": "web", "url": ""}, "url", "Give the address where one writes or chats."),
        (
            {"kind": "chat", "url": "http://a.gov/"},
            "url",
            "The address must begin with https:// or mailto:.",
        ),
        ({"kind": "text", "number": "abc"}, "number", None),
        ({"kind": "tty", "number": ""}, "number", None),
    ],
)
def test_clean_refuses_what_nobody_could_reach(fields, field, message):
    found = refused(make_channel(make_hotline(), **fields))

    assert list(found) == [field]
    assert message is None or found[field] == [message]


def test_clean_refuses_a_need_that_is_not_on_the_list():
    assert list(refused(make_hotline(needs=["danger", "money"]))) == ["needs"]
    make_hotline(needs=["danger", "talk"]).full_clean()


def test_shipped_lines_are_all_clean():
    for thing in (*Hotline.objects.all(), *Channel.objects.all()):
        thing.full_clean()

    assert Hotline.objects.count() == 9
    assert Channel.objects.filter(hotline__slug="national").count() == 4


@pytest.mark.parametrize(
    ("fields", "href", "shown"),
    [
        ({}, "tel:+18883737888", "1-888-373-7888"),
        ({"display": ""}, "tel:+18883737888", "+18883737888"),
        (
            {
                "kind": "text",
                "number": "233733",
                "display": "233733",
                "sms_keywords": ["HELP", "A"],
            },
            "sms:233733?body=HELP",
            "233733",
        ),
        ({"kind": "text", "number": "988", "display": "988"}, "sms:988", "988"),
        (
            {"kind": "web", "number": "", "display": "", "url": "https://www.a.gov/tips/"},
            "https://www.a.gov/tips/",
            "a.gov/tips",
        ),
    ],
)
def test_channel_knows_its_link_and_its_words(fields, href, shown):
    channel = make_channel(make_hotline(), **fields)

    assert (channel.href, channel.shown) == (href, shown)


def test_hotline_stands_at_its_anchor_in_the_directory():
    assert make_hotline(slug="sos").get_absolute_url() == "/hotlines/#sos"
