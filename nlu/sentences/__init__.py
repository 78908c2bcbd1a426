"""Sentence vectors for finding answers, computed in a child process of the application's Python."""
