# SPDX-License-Identifier: MIT
"""Takes uploads in: in memory, never on disk in the clear, and never more than is allowed.

A file that is too large is read to its end and dropped on the way, so that the other answers of the
form arrive; the form then says which file was too large.
"""

from io import BytesIO
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

LARGEST = 12 * 1024 * 1024
LARGEST_TOGETHER = 3 * LARGEST
NEVER_READ = 40 * LARGEST
"""What is larger than this is not even read to its end: nobody means to upload that much."""


class TooLargeUpload(UploadedFile):  # type: ignore[type-arg]  # the stubs make it generic, Django does not
    """The name and the size of a file whose content was dropped."""

    def __init__(self, name: str, content_type: str, size: int) -> None:
        super().__init__(BytesIO(), name, content_type, size)


class HeldInMemory(FileUploadHandler):
    """The only upload handler. It holds each file up to the limits."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.held = 0
        self.arrived = 0
        self.chunks: list[bytes] = []
        self.fits = True

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        declared = self.request.META.get("CONTENT_LENGTH") if self.request else 0
        if int(declared or 0) > NEVER_READ:
            raise RequestDataTooBig
        self.chunks = []
        self.fits = True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.arrived += len(raw_data)
        if self.arrived > NEVER_READ:
            raise RequestDataTooBig
        if start + len(raw_data) > LARGEST or self.held + len(raw_data) > LARGEST_TOGETHER:
            self.fits = False
            self.held -= sum(map(len, self.chunks))
            self.chunks = []
        if self.fits:
            self.chunks.append(raw_data)
            self.held += len(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:  # type: ignore[type-arg]  # as above
        name, content_type = self.file_name or "", self.content_type or ""
        if not self.fits:
            return TooLargeUpload(name, content_type, file_size)
        content = BytesIO(b"".join(self.chunks))
        self.chunks = []
        return InMemoryUploadedFile(
            content, self.field_name, name, content_type, file_size, self.charset
        )
