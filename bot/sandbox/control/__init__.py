"""The control API of the sandbox: customers' moves, faults and events, and a client for it."""
