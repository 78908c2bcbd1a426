"""Commands about other systems that are told of events."""
