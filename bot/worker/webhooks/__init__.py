"""Posting events to other systems: signed, to checked addresses only, again and again until they arrive."""
