"""The business's settings as documents: files that the browser can replace, in versions."""
