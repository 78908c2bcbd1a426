"""Folders of this machine that learning writes: the words that taught, and the models."""
