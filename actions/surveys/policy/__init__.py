"""Policy: whether and when to ask about a service, and the record of each decision."""
