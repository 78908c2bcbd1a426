"""Receiving: updates are claimed, understood and given their effects."""
