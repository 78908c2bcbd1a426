"""Queries for lists of conversations, transcripts and message search."""
