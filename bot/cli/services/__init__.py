"""Services that were given: reported one by one, or imported from a file, and their start links."""
