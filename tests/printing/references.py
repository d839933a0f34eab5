"""Make the reference pictures anew, and look at each before they are committed:

python -m tests.printing.references
"""

from pathlib import Path

from bluecampaign.printing import typesetting
from tests.printing.samples import LAYOUTS, whole

FOLDER = Path(__file__).parent / "references"
PPI = 36
CODES = ("en", "ar", "zh-hant", "th")
PLAIN = "plain"


def picture(layout: str, code: str, colour: str) -> bytes:
    return typesetting.png(whole(layout, code, colour=colour != PLAIN), PPI)


def wanted() -> list[tuple[str, str, str]]:
    """Every layout in the scripts that differ most, and in black and white."""
    coloured = [(layout, code, "colour") for layout in LAYOUTS for code in CODES]
    return coloured + [(layout, "en", PLAIN) for layout in LAYOUTS]


def file_of(layout: str, code: str, colour: str) -> Path:
    return FOLDER / f"{layout}-{code}-{colour}.png"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each in wanted():
        file_of(*each).write_bytes(picture(*each))
        print(file_of(*each).name)
