"""Finding the entry that answers a question: the same words first, then sentence vectors and words."""
