"""The answers that the bot gives: the list, the editor with versions, and trying a question."""
