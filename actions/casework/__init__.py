"""Casework: what staff do about cases and in conversations, and what happens when they do nothing.

Each step is written to the case's history and to the audit log.
"""
