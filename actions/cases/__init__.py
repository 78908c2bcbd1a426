"""Cases: opening them, adding to them, and telling staff about them.

What staff do about a case is in `actions.casework`.
"""
