"""Simulations of the inference: each question of one kind, before and after a change of method."""
