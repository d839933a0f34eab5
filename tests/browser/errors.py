"""The pages of errors, which no address leads to, written into a folder:
python -m tests.browser.errors FOLDER, in the environment of a prepared site.
"""

import os
import sys
from pathlib import Path

import django


def write(folder: Path) -> None:
    from django.template import engines
    from django.test import RequestFactory
    from django.utils.translation import override

    from bluecampaign import views
    from bluecampaign.last_resort import last_resort
    from bluecampaign.translation.languages import CODES
    from bluecampaign.translation.paths import localize

    engines.all()
    made = {
        "400": views.bad_request,
        "403": views.permission_denied,
        "form-refused": views.form_refused,
        "500": views.server_error,
    }
    for code in CODES:
        request = RequestFactory().get(localize("/", code))
        with override(code):
            for name, view in made.items():
                (folder / f"{name}.{code}.html").write_bytes(view(request).content)
            (folder / f"last-resort.{code}.html").write_text(last_resort())


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "bluecampaign.settings"
    django.setup()
    write(Path(sys.argv[1]))
