"""A turn: one exchange with a customer, from the incoming content to the queued replies.

The records and small decisions that every handler needs.
"""
