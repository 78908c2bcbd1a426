"""How staff keep cases in order: out of the way until a time, and tags."""
