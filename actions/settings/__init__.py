"""The business's own settings: texts, hours, rules and surveys, read from data/.

`House` holds all of them while Huifang runs.
"""
