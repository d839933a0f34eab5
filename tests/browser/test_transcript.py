"""What a screen reader reads of the page for help is what was read and found good.

If a difference is meant: `make transcript`, read the files as a listener would, commit them.
"""

from difflib import unified_diff

import pytest

from tests.browser.chromium import Readers
from tests.browser.transcript import CODES, file_of, read_aloud


@pytest.mark.parametrize("code", CODES)
def test_help_is_read_aloud_as_before(reader: Readers, code: str):
    kept = file_of(code).read_text().splitlines()

    now = read_aloud(reader, code).splitlines()

    difference = "\n".join(unified_diff(kept, now, "as it was", "as it is", lineterm="", n=2))
    assert difference == "", f"`make transcript` writes it anew.\n{difference}"


def test_transcript_tells_role_name_state_and_language(reader: Readers):
    spoken = read_aloud(reader, "es").splitlines()

    lines = [line.strip() for line in spoken]
    assert lines[0] == "language: es"
    assert lines[1].startswith('page "')
    assert any(line.startswith("heading level 1 ") for line in lines)
    assert 'link "1-888-373-7888"' in lines
    assert [line for line in lines if line.endswith(", expanded: False")] != []
    assert [line for line in lines if line.endswith(" [en]")] != []
