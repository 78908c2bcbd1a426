"""`python -m nlu.sentences.encoding_process`: encode what comes on standard input, until it is closed."""

import signal
import sys
import traceback

from nlu.sentences.encoders import BothEncoders, Encoders, answer_requests


def main() -> None:
    """Serve until the parent closes the pipe, also where the terminal interrupts the whole group."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    serve(BothEncoders())


def serve(encoders: Encoders) -> None:
    """Answer requests; of an error tell its kind and place only, since its message may quote a text."""
    try:
        answer_requests(encoders, sys.stdin.buffer, sys.stdout.buffer)
    except Exception as exc:  # the parent starts another process
        traceback.print_tb(exc.__traceback__)
        sys.exit(f"encoding failed: {type(exc).__name__}")


if __name__ == "__main__":
    main()
