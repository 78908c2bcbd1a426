"""Features: from words and sentences to numbers."""
