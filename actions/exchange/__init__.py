"""What other systems do through the API: how many requests, each once, and what they change in a case."""
