"""What staff do in a topic: replies, notes, edits, commands and buttons."""
