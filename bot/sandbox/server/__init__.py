"""The stand-in for Telegram's server: accounts, chats, updates, files, limits and faults."""
