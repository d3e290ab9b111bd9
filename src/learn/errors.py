"""What can go wrong, in words for the reader, each kind with its exit code."""


class LearnError(Exception):
    """A failure that a reader can act on; printed as it is, without a traceback."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return self.message


class NotFoundError(LearnError):
    """No term, topic or demo answers to the words given."""


class UsageError(LearnError):
    """The command line says something that can't be meant."""

    exit_code = 2


class OutputError(LearnError):
    """The answer can't be written; where its reader has only left, there is no message."""

    def __init__(self, message: str, exit_code: int = 2) -> None:
        super().__init__(message)
        self.exit_code = exit_code


class StoreError(LearnError):
    """The review history can't be read or written."""


class BusyError(StoreError):
    """Another program holds the review history for longer than one waits."""


class DamagedError(StoreError):
    """The review history is damaged; it is left as it is."""


class SharingError(StoreError):
    """The shared log can't be reached or read; the learner's own is untouched."""
