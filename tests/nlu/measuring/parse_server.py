"""A small HTTP server that takes every text for praise, measured as if it were the understanding."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from nlu.measuring.measured_server import MeasuredServer


class _Praise(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        intent = {"name": "praise", "confidence": 0.9}
        answer = {"intent": intent, "intent_ranking": [intent], "threshold": 0.8}
        content = json.dumps(answer if "text" in body else [answer] * len(body["texts"])).encode()
        self.send_response(400 if body.get("text") == "odd" else 200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@contextmanager
def praising() -> Iterator[MeasuredServer]:
    """Serve in this process, whose memory and processor time are measured."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Praise) as server:
        serving = Thread(target=server.serve_forever)
        serving.start()
        connection = HTTPConnection("127.0.0.1", server.server_port)
        try:
            yield MeasuredServer(os.getpid(), "m", 0.1, connection)
        finally:
            connection.close()
            server.shutdown()
            serving.join()
