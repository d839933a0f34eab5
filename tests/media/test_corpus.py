"""Every hostile file is refused with its reason, and nothing of it stays anywhere."""

import os
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from bluecampaign.media import pdfs
from bluecampaign.media.intake import take
from bluecampaign.media.reasons import Reason
from tests.media.corpus import HOSTILE, Hostile

ENDLESS = "pdf that draws for ever"


@pytest.fixture
def folders(settings, tmp_path) -> tuple[Path, Path]:
    """Where files would be stored, and where they lie while they are judged."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "passing")
    os.mkdir(settings.FILE_UPLOAD_TEMP_DIR)
    return settings.MEDIA_ROOT, Path(settings.FILE_UPLOAD_TEMP_DIR)


def refusal_of(hostile: Hostile) -> ValidationError:
    with pytest.raises(ValidationError) as refusal:
        take(SimpleUploadedFile(hostile.file_name, hostile.build()))
    return refusal.value


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
def test_hostile_file_is_refused_with_its_reason_and_leaves_nothing(hostile, folders, monkeypatch):
    # Only what never ends is waited for: a busy machine is no reason of a file.
    monkeypatch.setattr(pdfs, "PATIENCE", 6 if hostile.name == ENDLESS else 200)

    refusal = refusal_of(hostile)

    assert tuple(sorted(each.code for each in refusal.error_list)) == hostile.reasons
    media, passing = folders
    assert not media.exists()
    assert list(passing.iterdir()) == []


def test_corpus_holds_what_an_attacker_would_try():
    names = [hostile.name for hostile in HOSTILE]
    met = {code for hostile in HOSTILE for code in hostile.reasons}

    assert len(names) == len(set(names)) >= 70
    # The scanner has tests of its own.
    assert met == set(Reason.values) - {"virus", "scanner"}


def test_refusal_is_a_whole_sentence_without_a_gap(folders):
    asked = {
        "pdf of 401 pages": ["It has more than 400 pages. Upload it in parts."],
        "pdf of 51 MB": ["This file is larger than 50 MB. Make it smaller."],
        "PNG that promises 225 million": [
            "This picture has more than 40 million pixels. Make it smaller."
        ],
        "PNG that promises a line": [
            "This picture is wider or higher than 16,000 pixels. Make it smaller."
        ],
        "GIF": ["This is no PDF, JPEG, PNG or WebP, whatever its name says."],
    }

    said = {each.name: refusal_of(each).messages for each in HOSTILE if each.name in asked}

    assert said == asked
