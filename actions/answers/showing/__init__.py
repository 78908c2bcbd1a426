"""Answers in the talk: looked for, shown, asked about, and handed to a person where they do not help."""
