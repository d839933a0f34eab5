"""The fonts of printed matter: in the repository, the same on every machine.

Noto Sans and its sisters under the SIL Open Font License, cut down to what the site's
languages are written with (fonts/README.md says how).
"""

from functools import cache
from pathlib import Path

from bluecampaign.translation.languages import BY_CODE
from bluecampaign.web.first_use import OnFirstUse

typst = OnFirstUse("typst")
FOLDER = Path(__file__).parent / "fonts"
LATIN = "Noto Sans"
# Between Chinese and Korean signs, signs that both know stay theirs.
BETWEEN_SIGNS = {"name": LATIN, "covers": "latin-in-cjk"}
FAMILIES = {
    "ar": [LATIN, "Noto Sans Arabic"],
    "ko": [BETWEEN_SIGNS, "Noto Sans CJK KR"],
    "th": [LATIN, "Noto Sans Thai"],
    "zh-hans": [BETWEEN_SIGNS, "Noto Sans CJK SC"],
    "zh-hant": [BETWEEN_SIGNS, "Noto Sans CJK TC"],
}
REGIONS = {"en": "US", "pt-br": "BR", "zh-hans": "CN", "zh-hant": "TW"}
WITHOUT_SPACES = {"th", "zh-hans", "zh-hant"}
# Letters that reach far above or below a line need more room between lines.
TALL = {"ar", "th"}


@cache
def loaded():
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)]
    )


def manner_of(code: str) -> dict:
    """How a page language is set: what a voice of a layout needs beside its words."""
    language = BY_CODE[code]
    return {
        "lang": language.tag.split("-")[0],
        "region": REGIONS.get(code),
        "dir": language.dir,
        # What a language has no letter for, names of other languages, any font may have.
        "fonts": FAMILIES.get(code, [LATIN]) + OTHERS,
        "has_spaces": code not in WITHOUT_SPACES,
        "is_tall": code in TALL,
    }


OTHERS = ["Noto Sans Arabic", "Noto Sans Thai", "Noto Sans CJK SC", "Noto Sans CJK KR"]
