"""The pages of quality: the review queue, spot checks and learning."""
