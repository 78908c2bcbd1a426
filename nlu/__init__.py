"""The understanding: client and contract of the application, and the Rasa side in its own Python 3.10."""
