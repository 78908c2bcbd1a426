"""The group in which staff answer: its codes, its members, and what it lacks."""
