"""Receiving: updates are claimed, classified and given their effects."""
