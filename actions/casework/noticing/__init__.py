"""How colleagues hear of each other's work: mentions in notes, and conversations that they watch."""
