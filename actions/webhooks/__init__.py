"""Webhooks: which systems receive which events, and when a failed post is tried again."""
