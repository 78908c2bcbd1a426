"""The contract between the application and the Rasa side: labels, errors, cleaning and understanding.

Standard library only, and it runs on Python 3.10 too.
"""
