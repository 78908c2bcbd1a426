"""What the worker's loops are built from, and the ports that they need."""
