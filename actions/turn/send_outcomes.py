"""How a send can end other than well, named by what has to be done. Edges raise it, the worker obeys.

SendError
├── NotDelivered     nothing arrived: send it again later
│   ├── SendLater      … and nothing else before that, to any chat
│   ├── ChatMoved      … to another address
│   └── TopicGone      … outside the topic
├── OutcomeUnknown   it may have arrived: show it to staff, never send it again
├── Unreachable      write to this chat no more
├── NothingToDo      count it as done: what was to be changed is so already, or is gone
└── Refused          our own mistake: never send it again as it is, and tell staff
"""

from store.models.address import Address


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
    """The chat has another address now."""

    def __init__(self, new_address: Address) -> None:
        super().__init__("the chat has another id")
        self.new_address = new_address


class TopicGone(NotDelivered):
    """The topic of the chat is closed or deleted."""


class OutcomeUnknown(SendError):
    """No answer came, or none that tells."""


class Unreachable(SendError):
    """The customer cannot be written to."""


class NothingToDo(SendError):
    """There is nothing left to do."""


class Refused(SendError):
    """What was to be sent is not acceptable."""
