"""The control API: all that a customer does and all that can be ordered, as JSON under `/sandbox`.

| request | what it does | answer |
|---|---|---|
| `GET /status` | bots, counts, rates, the newest `seq` | object |
| `POST /customers` `NewCustomer` | invents a customer | 201, the customer |
| `GET /customers` | everybody, with the newest event of the chat | list |
| `POST /customers/ID/text` `Text` | writes | `{message_id, update_id, seq, at}` |
| `POST /burst` `Burst` | many new customers write a first text each | list of the same, with `customer` |
| `POST /customers/ID/edit` `Edit` | changes an own message | the same |
| `POST /customers/ID/attachment` `Attachment` | photo, voice, document, sticker, location | the same |
| `POST /customers/ID/tap` `TapOn` | taps a button | `{query_id, update_id, seq, at}` |
| `POST /customers/ID/block`, `unblock`, `deactivate` | | `{update_id}` |
| `GET /customers/ID/commands` | the menu in the customer's language | list |
| `POST /groups` `NewGroup` | founds a group with the bot in it | 201, the chat |
| `POST /groups/ID/migrate` | makes a supergroup of it | the chat |
| `GET /chats/ID/events?since=&wait=` | events of a chat; waits up to `wait` ≤ 50 s for one | list |
| `GET /events?since=&wait=&limit=` | events of all chats | list |
| `GET /chats/ID/stream`, `GET /stream` | server-sent events; obeys `Last-Event-ID` and `?since=` | stream |
| `GET, POST, DELETE /faults` `FaultOrder` | what goes wrong (`faults.FaultKind`) | list, order, list |
| `DELETE /faults/N` | withdraws one order | list |
| `GET, PUT /rates` `RatesOrder` | how often the bot may send | the rates |
| `POST /updates` `RawUpdate` | any update, even of an unknown kind | `{update_id}` |
| `POST /updates/renumber` `Renumber` | other update ids from now on; 409 while updates wait | `{}` |
| `GET /files/ID` | what was attached | the file |

The bodies are in `requests`. An event is `{seq, at, bot, chat, kind, by, body}`: `kind` from
`feed.EventKind`, `by` bot or customer, `at` seconds since 1970, `body` the Bot API's message for messages and
edits. Each request may name one of several bots with `?bot=ID`. 404: unknown id; 409: not possible now; 422:
the body is wrong; 403: asked for by a foreign web page; each with `{"detail": …}`.
"""

from starlette.routing import Mount

from bot.sandbox.control.control_edge import Edge
from bot.sandbox.control.customer_routes import CustomerDesk
from bot.sandbox.control.event_routes import FeedDesk
from bot.sandbox.control.order_routes import OrderDesk
from bot.sandbox.server.world import World


def control_api(world: World, edge: Edge) -> Mount:
    """Return all endpoints under `/sandbox`."""
    desks = (CustomerDesk(world, edge), FeedDesk(world, edge), OrderDesk(world, edge))
    return Mount("/sandbox", routes=[route for desk in desks for route in desk.routes()])
