"""What people and systems touch: Telegram, console, HTTP API, sandbox and command line."""
