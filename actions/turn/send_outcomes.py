"""How a send can end other than well, named by what has to be done. Edges raise it, the worker obeys.

SendError
├── NotDelivered     nothing arrived: send it again later
│   ├── SendLater      … and nothing else before that, to nobody
│   └── ChatMoved      … to another chat id
├── OutcomeUnknown   it may have arrived: show it to staff, never send it again
├── Unreachable      write to this chat no more
├── NothingToDo      count it as done: what was to be changed is so already, or is gone
└── Refused          our own mistake: never send it again as it is, and tell staff
"""


class SendError(Exception):
    """A send that did not end well; `reason` names why, without personal text."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotDelivered(SendError):
    """Nothing arrived."""


class SendLater(NotDelivered):
    """Too much was sent; nothing may be sent for so many `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"retry after {seconds:g} s")
        self.seconds = seconds


class ChatMoved(NotDelivered):
    """The chat has another id now."""

    def __init__(self, new_chat_id: int) -> None:
        super().__init__("the chat has another id")
        self.new_chat_id = new_chat_id


class OutcomeUnknown(SendError):
    """No answer came, or none that tells."""


class Unreachable(SendError):
    """The customer cannot be written to."""


class NothingToDo(SendError):
    """There is nothing left to do."""


class Refused(SendError):
    """What was to be sent is not acceptable."""
