"""Builds every concrete thing. The only part that sees everything; nothing is built at import."""
