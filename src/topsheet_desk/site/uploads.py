"""What is sent to the desk: limited in size before it is read, and never put on the disk."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

Next = Callable[[HttpRequest], HttpResponseBase]


class MemoryOnly(FileUploadHandler):
    """Keeps what is uploaded in memory; of a file beyond the limit only the size is kept, so that a form can say it."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._held, self._kept = BytesIO(), 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)
        self._held = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002  # Django's signature
        """A part of the file arrives."""
        self._kept += len(raw_data)
        if self._kept <= settings.TOPSHEET_MOST_UPLOAD:
            self._held.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file has ended."""
        self._held.seek(0)
        return InMemoryUploadedFile(
            self._held, self.field_name, str(self.file_name), str(self.content_type), file_size, self.charset
        )


def limits(get_response: Next) -> Next:
    """A request larger than any form of the desk is refused in words before it is read."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        told = request.META.get("CONTENT_LENGTH") or "0"
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if told.isdecimal() and int(told) > most:
            return render(request, "site/too_large.html", {"most": most >> 20}, status=413)
        return get_response(request)

    return answer
