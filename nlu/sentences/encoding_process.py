"""`python -m nlu.sentences.encoding_process`: encode what comes on standard input, until it is closed."""

import signal
import sys

from nlu.sentences.encoders import BothEncoders, answer_requests


def main() -> None:
    """Serve until the parent closes the pipe, also where the terminal interrupts the whole group."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answer_requests(BothEncoders(), sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
