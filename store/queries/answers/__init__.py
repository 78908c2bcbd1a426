"""What is read of the answers that the business knows."""
