"""The dictionary that cuts Chinese into words, and `python -m …`, which reads it once for all.

jieba keeps what it has read in a file, and trusts that file: it lies in the environment, where not every user
can write. `bot.setup` makes it, since a server may run where nothing can be written.
"""

import logging
import sys
from functools import lru_cache
from pathlib import Path

import jieba

KEPT = Path(sys.prefix, "jieba.cache")

jieba.setLogLevel(logging.WARNING)


@lru_cache(maxsize=1)
def chinese_dictionary() -> jieba.Tokenizer:
    """Return the dictionary of this process; it is read when the first word is asked for."""
    dictionary = jieba.Tokenizer()
    dictionary.tmp_dir, dictionary.cache_file = str(KEPT.parent), KEPT.name
    return dictionary


if __name__ == "__main__":
    chinese_dictionary().initialize()
    KEPT.chmod(0o644)  # a server may run as another user
