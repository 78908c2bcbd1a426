"""Replays: recorded messages sent through the sandbox, and a report of what came back."""
