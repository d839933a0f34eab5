"""What stands behind the cache is imported once, when it is first needed."""

import sys

import pytest

from bluecampaign.web.pagecache.behind import Loaded


@pytest.fixture
def module(tmp_path, monkeypatch):
    """Writes a module that can be imported as `stands_behind`."""
    monkeypatch.syspath_prepend(tmp_path)

    def write(text: str) -> Loaded:
        (tmp_path / "stands_behind.py").write_text(text)
        return Loaded("stands_behind:answer")

    yield write
    sys.modules.pop("stands_behind", None)


def test_it_is_imported_by_the_first_call(module):
    behind = module("def answer(*given): return given")

    assert not behind.is_there
    assert behind(1, 2) == (1, 2)
    assert behind.is_there
    assert behind.load() is behind.load()


def test_import_that_fails_is_tried_again(module):
    behind = module("raise OSError('the disk is away')")
    with pytest.raises(OSError, match="away"):
        behind()
    assert not behind.is_there

    module("def answer(): return 'here again, and longer'")
    assert behind() == "here again, and longer"
