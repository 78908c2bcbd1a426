"""Classifier: from features to an intent and a calibrated confidence."""
