"""What the business knows and decides about one customer: the customer number and who is behind it."""
