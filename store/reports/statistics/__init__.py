"""Statistics: formulas, intervals and comparisons on tallies, without a database."""
