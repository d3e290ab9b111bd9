"""The standard streams, made ready before a word is written.

A closed stream's number is taken, so that no file can be opened under it; what can't be written is
said once, in words; and what an encoding has no character for becomes `?`.
"""

from __future__ import annotations

import errno
import io
import os
import sys

from learn.errors import OutputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TextIO


def ready() -> None:
    """Make the streams ready. A closed stdin stays None: it is not the same as an empty one."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if stream is None:
            # For reading: writing to it fails, as it does to a closed stream.
            os.open(os.devnull, os.O_RDONLY)
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding=_encoding(sys.stdin), errors="replace")
    sys.stdout = _made(sys.stdout, 1, _Answer)
    sys.stderr = _made(sys.stderr, 2, _Message)


def silence(*descriptors: int) -> None:
    """Let what is still written to these streams go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in descriptors:
        os.dup2(nowhere, descriptor)
    os.close(nowhere)


class _Answer(io.FileIO):
    """Standard output, which ends the program where it can't be written."""

    def write(self, data: Any) -> int:
        try:
            return super().write(data)
        except OSError as error:
            silence(self.fileno())
            if error.errno == errno.EPIPE:
                # The reader has seen enough (`| head`): nothing is wrong, and nobody listens.
                raise OutputError("", 0) from error
            raise OutputError(f"The output can't be written: {error.strerror}.") from error


class _Message(io.FileIO):
    """Standard error: where nobody listens there, nothing can be said about it."""

    def write(self, data: Any) -> int:
        try:
            return super().write(data)
        except OSError:
            silence(self.fileno())
            return len(data)


def _made(stream: TextIO | None, descriptor: int, kind: type[io.FileIO]) -> TextIO:
    """Return the stream over a file of this kind; a Windows console keeps its own."""
    if isinstance(stream, io.TextIOWrapper):
        raw = getattr(stream.buffer, "raw", stream.buffer)  # unbuffered, it is the file
        if type(raw) is not io.FileIO:
            stream.reconfigure(encoding=_encoding(stream), errors="replace")
            return stream
    elif stream is not None:
        return stream
    encoding = _encoding(stream) if stream else "utf-8"
    lines = descriptor == 2 or (stream is not None and stream.isatty())
    file = io.BufferedWriter(kind(descriptor, "w", closefd=False))
    return io.TextIOWrapper(file, encoding, "replace", line_buffering=lines)


def _encoding(stream: TextIO) -> str:
    """Return a stream's encoding; UTF-8 for a terminal whose own has no ASCII in it."""
    if stream.isatty() and "q\n".encode(stream.encoding) != b"q\n":
        return "utf-8"  # PYTHONIOENCODING=utf-16: no terminal speaks it
    return stream.encoding
