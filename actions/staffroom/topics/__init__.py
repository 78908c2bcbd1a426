"""A topic a customer: made at a pace, filled from the transcript, mended when it is gone."""
