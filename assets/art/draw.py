"""Draw the raster copies of the artwork: `python assets/art/draw.py`.

Needs Pillow and chromium. The results are committed in static/img/, so that
neither is needed to build or run the site.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

HERE = Path(__file__).resolve().parent
IMAGES = HERE.parent.parent / "static" / "img"
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--no-first-run",
    "--disable-background-networking",
]
PAGE = """<!DOCTYPE html><style>
html,body{{margin:0;background:{ground}}}
svg{{display:block;width:{width}px;height:{height}px}}
</style>{svg}"""


def draw(source, target, width, height, ground="transparent"):
    """Photograph one SVG at an exact size in a browser."""
    with tempfile.TemporaryDirectory() as folder:
        page, shot = Path(folder) / "page.html", Path(folder) / "shot.png"
        page.write_text(
            PAGE.format(ground=ground, width=width, height=height, svg=source.read_text())
        )
        command = [
            shutil.which("chromium"),
            *QUIET,
            f"--user-data-dir={folder}/profile",
        ]
        command += [f"--window-size={width},{max(height, 400)}", f"--screenshot={shot}"]
        if ground == "transparent":
            command.append("--default-background-color=00000000")
        subprocess.run([*command, page.as_uri()], check=True, capture_output=True)
        image = Image.open(shot).crop((0, 0, width, height))
        image.convert("RGBA" if ground == "transparent" else "RGB").save(target, optimize=True)


def main():
    mark = IMAGES / "mark.svg"
    for size in (192, 512):
        draw(mark, IMAGES / f"icon-{size}.png", size, size)
    draw(HERE / "touch.svg", IMAGES / "apple-touch-icon.png", 180, 180)
    draw(HERE / "share.svg", IMAGES / "share.png", 1200, 630, ground="#0b2545")
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "favicon.png"
        draw(IMAGES / "favicon.svg", small, 32, 32)
        Image.open(small).save(IMAGES / "favicon.ico", sizes=[(32, 32)])


if __name__ == "__main__":
    main()
