"""The front door: a plain look-up is answered at once, all else goes to the command line."""

from __future__ import annotations

import os
import sys

from learn.environment import streams
from learn.errors import OutputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sys import UnraisableHookArgs

INTERRUPTED = 130


def main() -> None:
    """Run `learn` with the arguments of the process, and end with its exit code."""
    sys.unraisablehook = _heard_again
    try:
        streams.ready()
        code = _at_once(sys.argv[1:])
        sys.stdout.flush()
    except OutputError as error:
        from learn.environment.terminal import complain

        complain(error.message)
        code = error.exit_code
    except KeyboardInterrupt:
        code = INTERRUPTED
    if code == INTERRUPTED:
        import signal

        # It is leaving already: another Ctrl-C ends it on the spot, without a word.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(code)


def _heard_again(lost: UnraisableHookArgs) -> None:
    """Let a Ctrl-C that Python drops, in a callback of its imports, be heard a moment later."""
    if lost.exc_type is not KeyboardInterrupt:
        sys.__unraisablehook__(lost)
        return
    import signal
    import threading

    # Here it would be dropped once more.
    again = threading.Timer(0.01, os.kill, (os.getpid(), signal.SIGINT))
    again.daemon = True
    again.start()


def _at_once(arguments: list[str]) -> int:
    if arguments == ["--version"]:
        from learn import __version__

        print(f"learn {__version__}")
        return 0
    from learn.environment import config

    faulty = config.fill(os.environ).faults  # told where a command opens its screen
    code = None
    plain = len(arguments) > 1 and not any(word.startswith("-") for word in arguments)
    try:
        if "_LEARN_COMPLETE" in os.environ:
            from learn.blink import complete

            if complete(os.environ):
                return 0
        elif plain and not faulty and arguments[0] == "define":
            from learn.blink import define

            code = define(arguments[1:], os.environ)
    except OutputError:
        raise
    except Exception:
        code = None  # the ordinary way does it again, and says what is wrong
    if code is not None:
        return code
    # It would look for its plugins in every package here, and stop at one that is broken.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from learn.cli import run

    return run(arguments)


if __name__ == "__main__":
    main()
