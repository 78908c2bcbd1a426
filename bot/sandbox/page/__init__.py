"""The chat page of the sandbox, for talking to a bot as a customer."""
