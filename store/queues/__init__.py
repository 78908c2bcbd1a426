"""Queues: rows that wait for work, in order a chat."""
