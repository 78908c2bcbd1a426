"""A sample to draw, and marks for a conversation of it."""

CRITERIA = ("courtesy", "correctness", "need_confirmed", "agreement_reached", "followed_up")


SAMPLE = {"sampled_by": "everything", "from": "2026-11-01", "to": "2026-11-23", "size": "3", "seed": "7"}


ALL_MET = {f"mark-{name}": "met" for name in CRITERIA}
