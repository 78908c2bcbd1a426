"""Builds every concrete object. The only part that may import all others; nothing is built at import."""
