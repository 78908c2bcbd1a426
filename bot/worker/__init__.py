"""The worker: hands updates to the desk, sends messages, and asks surveys when they are due."""
