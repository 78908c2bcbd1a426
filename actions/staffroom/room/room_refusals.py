"""What cannot be done with a staff room, named by what people must do instead.

RoomRefusal
└── NoSuchCode make another code in the console: this one is wrong, used, or too old
"""


class RoomRefusal(Exception):
    """Something that cannot be done in the staff room."""


class NoSuchCode(RoomRefusal):
    """The code is wrong, was used, or is too old."""
