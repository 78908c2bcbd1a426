"""Makes both Python environments. Standard library only, since it runs before anything is installed."""
