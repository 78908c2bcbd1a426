"""What the numbers must hold, one file for each requirement on inference and constructs."""
