"""Files outside of the database, in a store that all machines reach."""
