"""Sums: what is read from the database for a report, and kept for days that are over."""
