"""The sandbox: a local stand-in for Telegram's Bot API server, with a chat page to talk to the bot.

It is for trying and testing, on loopback, with invented customers. Three parts share one state in memory:

- the Bot API (`bot_api`, `methods`): the calls of a bot, with Telegram's answers, limits and refusals;
- the control API (`control`): the moves of customers, for tests, benchmarks and the page;
- the chat page (`page`): the same for a person with a browser.

The state is lost when the sandbox stops. Ids start from the clock, so none returns after a restart.
"""
