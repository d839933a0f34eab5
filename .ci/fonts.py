"""Cut the fonts of the printed matter out of Debian's Noto packages.

python .ci/fonts.py            needs fonts-noto-core, fonts-noto-cjk and fonttools
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import lam_alef
from fontTools.ttLib import TTCollection

ROOT = Path(__file__).parents[1]
OUT = ROOT / "bluecampaign" / "printing" / "fonts"
NOTO = "/usr/share/fonts/truetype/noto/{name}-{weight}.ttf"
CJK = "/usr/share/fonts/opentype/noto/NotoSansCJK-{weight}.ttc"
IDEOGRAPHS = 0x2E00

BASIC = {*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x2010, 0x2027)}
BASIC |= {0x2030, 0x2032, 0x2033, *range(0x2190, 0x2194), 0x20AC, 0x2122, 0x200B, 0x2060}
LATIN = {*range(0x100, 0x250), *range(0x300, 0x370), *range(0x400, 0x530)}
LATIN |= {*range(0x1E00, 0x1F00), *range(0x2000, 0x2070), *range(0x20A0, 0x20C0)}
ARABIC = {*range(0x600, 0x700), *range(0x750, 0x780), *range(0x200C, 0x2010)}
ARABIC |= {*range(0x2066, 0x206A), *range(0xFB50, 0xFE00), *range(0xFE70, 0xFF00)}
THAI = {*range(0xE00, 0xE80), 0x25CC, 0x200B}
# First bytes of a national character set, and second ones; the code and file of its language.
SETS = {
    "SC": ("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF), "zh-hans", "zh_Hans"),
    "TC": (
        "big5",
        range(0xA1, 0xC7),
        (*range(0x40, 0x7F), *range(0xA1, 0xFF)),
        "zh-hant",
        "zh_Hant",
    ),
    "KR": ("euc_kr", range(0xA1, 0xC9), range(0xA1, 0xFF), "ko", "ko"),
}
# Thai marks that are only shifted are copied twice out of a PDF; its other forms of them are not.
THAI_FEATURES = "ccmp"
FEATURES = "locl,kern,palt,ccmp,liga,ljmo,vjmo,tjmo,mark,mkmk"


def coded(codec: str, firsts: Iterable[int], seconds: Iterable[int]) -> set[int]:
    """The characters of a set of two bytes each."""
    pairs = (bytes([first, second]) for first in firsts for second in seconds)
    return {ord(letter) for pair in pairs if len(letter := pair.decode(codec, "ignore")) == 1}


def written(code: str, locale: str) -> set[int]:
    """What the shipped words of a language are written with."""
    lines = (ROOT / "locale" / locale / "LC_MESSAGES" / "django.po").read_text().splitlines()
    own = re.compile(rf'\s*"?{code}"?\s*=')
    for file in ROOT.glob("*/content/**/*.toml"):
        text = file.read_text()
        is_own = file.stem == code
        lines += [line for line in text.splitlines() if is_own or own.match(line)]
    for file in ROOT.glob(f"*/content/**/*.{code}.md"):
        lines += file.read_text().splitlines()
    return {ord(letter) for line in lines for letter in line if ord(letter) >= IDEOGRAPHS}


def cut(source: str, target: Path, letters: set[int], *options: str) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as wanted:
        wanted.write("\n".join(f"{letter:04X}" for letter in sorted(letters)))
        wanted.flush()
        command = [sys.executable, "-m", "fontTools.subset", source]
        command += [f"--unicodes-file={wanted.name}", f"--output-file={target}", "--no-hinting"]
        command += ["--drop-tables+=vhea,vmtx,VORG,DSIG", "--name-IDs=*", "--notdef-outline"]
        subprocess.run([*command, *options], check=True)
    print(f"  {target.name}  {len(letters)} characters, {target.stat().st_size} bytes")


def main() -> None:
    plain = {"NotoSans": BASIC | LATIN, "NotoSansArabic": BASIC | ARABIC}
    plain["NotoSansThai"] = BASIC | THAI
    for weight in ("Regular", "Bold"):
        for name, letters in plain.items():
            source = NOTO.format(name=name, weight=weight)
            features = THAI_FEATURES if name == "NotoSansThai" else "*"
            target = OUT / f"{name}-{weight}.ttf"
            cut(source, target, letters, f"--layout-features={features}")
            if name == "NotoSansArabic":
                lam_alef.split(target)
        fonts = TTCollection(CJK.format(weight=weight), lazy=True).fonts
        families = [font["name"].getDebugName(1) for font in fonts]
        for name, (codec, firsts, seconds, code, locale) in SETS.items():
            number = families.index(f"Noto Sans CJK {name}")
            letters = BASIC | coded(codec, firsts, seconds) | written(code, locale)
            options = (f"--font-number={number}", f"--layout-features={FEATURES}")
            source = CJK.format(weight=weight)
            cut(source, OUT / f"NotoSans{name}-{weight}.otf", letters, *options)


if __name__ == "__main__":
    main()
