"""Constructs of the theory of service quality that one question alone does not measure: items against each
other, gaps to what was expected before a service, and how much the services of an outlet differ."""
