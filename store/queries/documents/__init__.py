"""The business's documents: what is published, what is drafted, and all versions."""
