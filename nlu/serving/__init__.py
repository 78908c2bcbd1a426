"""Serving: a trained model in memory behind Rasa's HTTP contract."""
