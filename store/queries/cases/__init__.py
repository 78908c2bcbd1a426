"""Queries for lists of cases and for single cases."""
