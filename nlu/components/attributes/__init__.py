"""Attributes: what a text says beside its intent, read from the same features."""
