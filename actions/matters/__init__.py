"""Matters: what a message does to what the customer is about, by the state of the talk.

`decision` is the table of states and actions; the other modules read the state and carry the actions out.
"""
