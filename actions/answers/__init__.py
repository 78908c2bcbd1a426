"""What the business knows: answers with versions, dates and outlets, found by a question and said at once."""
