"""The control API of the sandbox: moves of customers, faults and events, and a client for it."""
