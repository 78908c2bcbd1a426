"""Webhooks: which systems and robots of groups receive which events, and when a post is tried again."""
