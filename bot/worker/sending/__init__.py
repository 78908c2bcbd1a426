"""Sending: queued messages go out at the pace that Telegram allows, and their outcome is recorded."""
