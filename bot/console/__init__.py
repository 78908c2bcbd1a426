"""The staff console: conversations, cases and survey results in a browser."""
