"""Charts as SVG, drawn on the server; each has a table with the same numbers beside it."""
