"""The business set up in the browser: every document with its draft, versions and checks."""
