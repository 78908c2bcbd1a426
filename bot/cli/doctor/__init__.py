"""`huifang doctor`: checks of an installation, each of which says what to do."""
