"""Whose a case is: taken by a member of staff, given by rule, or moved with others at once."""
