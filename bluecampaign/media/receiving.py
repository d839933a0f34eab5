"""Takes in what a form sends: into files that vanish with the request, never too much."""

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 120 * 1024 * 1024
# Beyond this nobody waits for the end, only to say politely that it was too much.
MOST_PATIENCE = 4 * MOST_BYTES

TOO_LARGE = _("What was sent is too large")


class LimitedUploadHandler(TemporaryFileUploadHandler):
    """Every file of a request goes to the disk, but not more than the limit together.

    What comes after the limit is read and thrown away: a browser that is cut off in the
    middle shows an error of its own instead of the sentence that says why.
    """

    total = 0

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        if content_length > MOST_PATIENCE:
            raise RequestDataTooBig("The request is far too large.")

    def receive_data_chunk(self, raw_data, start):
        self.total += len(raw_data)
        if self.total <= MOST_BYTES:
            super().receive_data_chunk(raw_data, start)

    def upload_complete(self):
        if self.total > MOST_BYTES:
            raise RequestDataTooBig("The files of a request are too large together.")
