"""Spot checks: a sample of conversations, read against a scorecard."""
