"""Asking: questions go out one after the other, answers come in by tap or by text."""
