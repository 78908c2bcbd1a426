"""Mail and what apprise knows: each notice is sent by a process that reaches allowed addresses only."""
