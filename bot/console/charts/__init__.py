"""Charts as SVG, drawn on the server; each has a table beside it that says the same."""
