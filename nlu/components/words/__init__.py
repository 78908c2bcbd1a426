"""Words: from a raw text to its normal form and its tokens."""
