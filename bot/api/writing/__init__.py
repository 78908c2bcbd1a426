"""Writes of other systems: cases, conversations and customers, each write once and audited."""
