"""The website's entrance: limits for slow and many clients, and what trusted proxies say about a visitor.

What is behind it, console and API, is built in `bot.wiring.website`.
"""
