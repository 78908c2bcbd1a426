"""Training: authored messages and lessons become a sealed model in the registry."""
