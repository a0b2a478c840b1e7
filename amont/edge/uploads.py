"""Files that people hand in: several at once, each no larger than what is taken."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

MOST_FILES = 50
WHOLE = 4  # times the size of one file, for all the files of one form


class Bounded(FileUploadHandler):
    """First of the handlers: beyond a size, a file passes by and is not kept. refused: names of those."""

    def __init__(self, request: HttpRequest, *, most: int) -> None:
        super().__init__(request)
        self.refused: list[str] = []
        self._most, self._size, self._whole = most, 0, 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Counts from nothing again."""
        super().new_file(*args, **kwargs)
        self._size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002  as Django calls it
        """Hands the piece on to the next handler, or gives the file up."""
        self._size += len(raw_data)
        self._whole += len(raw_data)
        if self._size > self._most or self._whole > WHOLE * self._most:
            self.refused.append(self.file_name or "")
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002  as Django calls it
        """The next handlers make the file."""


class Files(forms.ClearableFileInput):
    """The browser's own control, for several files at once."""

    template_name = "django/forms/widgets/file.html"
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file at least where they are required; what is in them is looked at later, an empty one too."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Each file on its own."""
        given = [one for one in (data if isinstance(data, list) else [data]) if one]
        if not given and not self.required:
            return []
        if not given:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(given) > MOST_FILES:
            raise forms.ValidationError(self.error_messages["max_files"], code="max_files")
        return [super(FilesField, self).clean(one, initial) for one in given]
