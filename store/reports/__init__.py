"""Numbers about service: tallies read from the database, and formulas that say their source."""
