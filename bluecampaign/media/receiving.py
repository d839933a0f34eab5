"""Takes in what a form sends: into files that vanish with the request, never too much."""

import io

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
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


class MemoryUploadHandler(FileUploadHandler):
    """A small file that never touches the disk. One that is larger than `most` is cut off
    and has its true size: whoever weighs it can say why it is refused."""

    most = 2 * 1024 * 1024
    patience = 8 * most

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        """A form that is far too large is empty, and `request.sent_too_much` says so."""
        self.request.sent_too_much = content_length > self.patience
        return (QueryDict(), MultiValueDict()) if self.request.sent_too_much else None

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.held = io.BytesIO()

    def receive_data_chunk(self, raw_data, start):
        if start + len(raw_data) <= self.most:
            self.held.write(raw_data)

    def file_complete(self, file_size):
        self.held.seek(0)
        return InMemoryUploadedFile(
            self.held, self.field_name, self.file_name, self.content_type, file_size, self.charset
        )
