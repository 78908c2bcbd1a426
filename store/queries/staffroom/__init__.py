"""What the room of staff reads: the live room, what is to be relayed, and the card of a customer."""
