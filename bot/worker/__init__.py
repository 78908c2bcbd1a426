"""The worker: takes what came in to the desk, sends what is to go out, and asks surveys when they are due."""
