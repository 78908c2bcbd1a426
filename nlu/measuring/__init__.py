"""Measuring: how good, honest and fast a model is."""
