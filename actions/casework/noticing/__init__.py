"""How colleagues hear of each other's work: mentions in notes, conversations and cases that they watch."""
