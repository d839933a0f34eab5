"""Tokens made by another process are those that this one makes, and its end is told."""

import pytest

from bluecampaign.search.aside import Aside
from bluecampaign.search.tokens import Texts, tokens_of

PARTS = [
    [Texts(1, "en", 'A "title"\n\\ back', "BC-042", "Line 1-888-373-7888", "word word word")],
    [Texts(2, "th", "ม้าลาย", body="ข้าม\u2028บรรทัด"), Texts(2, "ko", "말", attached="글" * 40_000)],
    [Texts(3, "zh-hant", "繁體", facts="Āpage Ă1")],
]


def test_tokens_made_aside_are_the_same_for_every_part():
    with Aside() as aside:
        made = [list(aside.tokens(PARTS)) for _turn in range(2)]

    assert made == [[[tokens_of(texts) for texts in part] for part in PARTS]] * 2


def test_other_process_begins_when_it_is_asked_and_ends_with_the_block():
    with Aside() as aside:
        unasked = aside._process
        found = aside.tokens(PARTS)
        next(found)
        running = aside._process.poll()

    assert (unasked, running) == (None, None)
    assert aside._process.returncode is not None


def test_other_process_that_was_killed_is_told():
    with Aside() as aside:
        found = aside.tokens(PARTS)
        next(found)
        aside._process.kill()

        with pytest.raises(ChildProcessError, match="has ended"):
            list(found) + list(aside.tokens(PARTS))
