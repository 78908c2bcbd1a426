"""The steps of the Rasa pipeline. They run in the Rasa environment (Python 3.10) only."""
