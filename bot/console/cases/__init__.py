"""The pages on which staff work on cases."""
