"""Rounds: what is done again and again, such as due surveys, retention and watching the database."""
