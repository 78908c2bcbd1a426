"""Other systems that are told of events: who they are, what they are told, and when it is tried again."""
