"""The engine: connections, transactions, column types and errors of the database."""
