"""Sending: queued messages are sent at the pace that Telegram allows, and their outcomes are recorded."""
