"""Spot checks."""
