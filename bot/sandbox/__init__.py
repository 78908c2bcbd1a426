"""The sandbox: a local stand-in for Telegram's Bot API server and a chat page to talk to the bot.

It is for trying and testing, on loopback, with invented customers. Three doors, one state in memory:

- the Bot API (`bot_api`): what a bot calls, with Telegram's answers, limits and refusals;
- the control API (`control`): what a test, a benchmark or the page does as a customer;
- the chat page (`page`): the same for a person with a browser.

State is lost when the sandbox stops. Ids start from the clock, so none comes back after a restart.
"""
