"""What our pages are measured against: WSGI applications that give the bytes of one answer
of ours, and a page as a beginner with Django writes it.

`BENCHMARK_FOLDER` names a folder with that answer: `body`, and `heads` as JSON.
"""

import json
import os
from pathlib import Path

FOLDER = Path(os.environ["BENCHMARK_FOLDER"])
BODY = (FOLDER / "body").read_bytes()
HEADS = [(name, value) for name, value in json.loads((FOLDER / "heads").read_text())]
