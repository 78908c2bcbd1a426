"""The control API: the moves of customers and the orders of tests, as JSON under `/sandbox`.

| request | what it does | answer |
|---|---|---|
| `GET /status` | bots, counts, rates, the newest `seq` | object |
| `POST /customers` `NewCustomer` | invents a customer | 201, the customer |
| `GET /customers` | all customers, with the newest event of the chat | list |
| `POST /customers/ID/text` `TextMove` | writes | `{customer, message_id, update_id, seq, at}` |
| `POST /customers/ID/message` `MessageMove` | writes a message of any kind | the same |
| `POST /burst` `OpeningBurst` | many new customers write a first text each | list of the same |
| `POST /customers/ID/edit` `EditMove` | changes an own message | the same |
| `POST /customers/ID/attachment` `AttachmentMove` | photo, voice, document, sticker, location | the same |
| `POST /customers/ID/tap` `TapMove` | taps a button | `{query_id, update_id, seq, at}` |
| `POST /customers/ID/block`, `unblock`, `deactivate` | | `{update_id}` |
| `GET /customers/ID/commands` | the menu in the customer's language | list |
| `GET /groups` | all groups, with their members | list |
| `POST /groups` `NewGroup` | creates a group with the bot in it | 201, the chat |
| `POST /groups/ID/migrate` | makes a supergroup of it | the chat, `update_ids` |
| `PUT /groups/ID/standing` `StandingChange` | changes the bot's status and rights | `{update_id}` |
| `GET /groups/ID/topics` | the topics of a forum group | list |
| `POST /groups/ID/topics/N/close`, `reopen`, `delete` | as its first member does it | `{update_id}` |
| `GET /chats/ID/events?since=&wait=` | events of a chat; waits up to `wait` ≤ 50 s for one | list |
| `GET /events?since=&wait=&limit=` | events of all chats | list |
| `GET /chats/ID/stream`, `GET /stream` | server-sent events after `Last-Event-ID` or `?since=` | stream |
| `GET, POST, DELETE /faults` `Fault` | what goes wrong | list, the fault, list |
| `DELETE /faults/N` | removes one fault | list |
| `GET, PUT /rates` `Rates` | how often the bot may send | the rates |
| `POST /updates` `RawUpdate` | any update, even of an unknown kind | `{update_id}` |
| `POST /updates/renumber` `Renumbering` | other update ids from now on; 409 while updates wait | `{}` |
| `GET /files/ID` | an attached file | the file |

The bodies are in `control_bodies`, `fault_plan` and `rates`, the events (`ChatEvent`) in `event_feed`. Each
request may name one of several bots with `?bot=ID`. 404: unknown id; 409: not possible now; 422: the body is
wrong; 403: a foreign web page has asked; each with `{"detail": …}`.
"""

from starlette.routing import Mount, Route

from bot.sandbox.control import customer_routes, event_routes, group_routes, order_routes
from bot.sandbox.control.control_edge import ControlEdge


def control_api(edge: ControlEdge) -> Mount:
    """Return all endpoints under `/sandbox`."""
    table = (*customer_routes.ROUTES, *group_routes.ROUTES, *event_routes.ROUTES, *order_routes.ROUTES)
    routes = [Route(path, edge.guarded(endpoint), methods=[method]) for method, path, endpoint in table]
    return Mount("/sandbox", routes=routes)
