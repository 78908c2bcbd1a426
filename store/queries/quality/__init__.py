"""Queries for reviews, spot checks and learning."""
