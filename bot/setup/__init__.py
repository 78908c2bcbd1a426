"""Makes both Python environments. Standard library only, since it runs before anything is installed."""

import sys

# The other modules cannot even be read by an old Python, so this is checked before they are imported.
if sys.version_info < (3, 8):
    sys.exit(
        "Huifang cannot be set up: this is Python %d.%d. Name a newer one: make PYTHON=/path/to/python3.11"
        % sys.version_info[:2]
    )
