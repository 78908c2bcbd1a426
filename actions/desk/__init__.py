"""The desk: what is done with an update from a chat.

`front_desk` is the entry; the other modules handle one kind of content each.
"""
