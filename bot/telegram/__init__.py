"""Telegram: receives updates into the inbox, and sends what is in the outbox."""
