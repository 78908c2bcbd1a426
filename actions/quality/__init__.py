"""Quality: reviewing intents, spot checks, and learning from what staff have labelled."""
