"""The bytes as a file that WhiteNoise serves, at /page.html."""

from whitenoise import WhiteNoise

from benchmarks.rivals import BODY, FOLDER
from benchmarks.rivals.bare import application as bare

(FOLDER / "files").mkdir(exist_ok=True)
(FOLDER / "files/page.html").write_bytes(BODY)
application = WhiteNoise(bare, root=FOLDER / "files")
