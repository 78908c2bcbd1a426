"""Loops: what every loop of the worker is built from, and what it needs from others."""
