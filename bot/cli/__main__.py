"""`python -m bot.cli`, the same as `huifang`."""

from bot.cli import main

if __name__ == "__main__":
    main()
