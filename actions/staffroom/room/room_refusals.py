"""What cannot be done with a staff room, named by what people must do instead.

RoomRefusal
├── NoSuchCode    make another code in the console: this one is wrong, used, or too old
└── StillOnItsWay try the edit again when the message has been sent
"""


class RoomRefusal(Exception):
    """Something that cannot be done in the staff room."""


class NoSuchCode(RoomRefusal):
    """The code is wrong, was used, or is too old."""


class StillOnItsWay(RoomRefusal):
    """The message is being sent in this moment."""
