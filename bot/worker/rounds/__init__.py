"""Work that is repeated: due surveys, retention, upkeep, and watching the clock and the database."""
