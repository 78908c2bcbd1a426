"""Telegram: receives updates into the inbox, and sends the messages of the outbox."""
