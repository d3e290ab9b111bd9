"""The front door: a plain look-up is answered at once, all else goes to the command line."""

# Nothing but what Python has loaded is imported out here: Ctrl-C would end in its traceback.
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sys import UnraisableHookArgs

INTERRUPTED = 130


def main() -> None:
    """Run `learn` with the arguments of the process, and end with its exit code."""
    sys.unraisablehook = _heard_again
    try:
        code = _run()
    except KeyboardInterrupt:
        code = INTERRUPTED
    if code == INTERRUPTED:
        import signal

        # It is leaving already: another Ctrl-C ends it on the spot, without a word.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    if "torch" in sys.modules:
        import atexit

        atexit.register(_leave, code)
    sys.exit(code)


def _run() -> int:
    from learn.environment import streams
    from learn.errors import OutputError

    try:
        streams.ready()
        from learn.cli import run

        code = run(sys.argv[1:], os.environ)
        sys.stdout.flush()
    except OutputError as error:
        from learn.environment.terminal import complain

        complain(error.message)
        code = error.exit_code
    return code


def _leave(code: int) -> None:
    """End here: Python would take torch apart, object by object, for half a second."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _heard_again(lost: "UnraisableHookArgs") -> None:
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


if __name__ == "__main__":
    main()
