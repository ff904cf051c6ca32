"""A small hub on the loopback interface: lists and serves files, with ranges, and misbehaves on demand."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit


@dataclass(slots=True)
class Hub:
    """What it offers (path in the repository to content), how it misbehaves, and what it was asked."""

    repo: str = "owner/Model-GGUF"
    files: dict[str, bytes] = field(default_factory=dict)
    break_after: list[int] = field(default_factory=list)
    """For each coming download: bytes to send before the connection is dropped."""
    served_instead: bytes | None = None
    ignore_ranges: bool = False
    refuse_with: int | None = None
    page_size: int = 1000
    ranges: list[str | None] = field(default_factory=list)
    endpoint: str = ""


@contextmanager
def serve(hub: Hub) -> Iterator[Hub]:
    """Run it until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            path = unquote(address.path)
            if hub.refuse_with:
                self.send_error(hub.refuse_with)
            elif path == f"/api/models/{hub.repo}/tree/main":
                self._list(address.query)
            elif path.startswith(f"/{hub.repo}/resolve/main/"):
                self._send(path.removeprefix(f"/{hub.repo}/resolve/main/"))
            else:
                self.send_error(404)

        def _list(self, query: str) -> None:
            start = int(query.rpartition("cursor=")[2]) if "cursor=" in query else 0
            names = sorted(hub.files)[start : start + hub.page_size]
            rows = [_row(name, hub.files[name]) for name in names]
            body = json.dumps([{"type": "directory", "path": "docs"}, *rows]).encode()
            self.send_response(200)
            if start + hub.page_size < len(hub.files):
                url = f"{hub.endpoint}{urlsplit(self.path).path}?cursor={start + hub.page_size}"
                self.send_header("Link", f'<{url}>; rel="next"')
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _send(self, name: str) -> None:
            content = hub.files[name] if hub.served_instead is None else hub.served_instead
            asked = self.headers.get("Range")
            hub.ranges.append(asked)
            start = int(asked.removeprefix("bytes=").rstrip("-")) if asked and not hub.ignore_ranges else 0
            self.send_response(206 if start else 200)
            self.send_header("Content-Length", str(len(content) - start))
            self.end_headers()
            rest = content[start:]
            self.wfile.write(rest[: hub.break_after.pop(0)] if hub.break_after else rest)
            self.close_connection = True

        def log_request(self, code: object = "-", size: object = "-") -> None:
            pass

        def log_error(self, *arguments: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """A client that goes away in the middle is part of the tests."""

    server = Quiet(("127.0.0.1", 0), Handler)
    hub.endpoint = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _row(name: str, content: bytes) -> dict[str, object]:
    digest = hashlib.sha256(content).hexdigest()
    return {"type": "file", "path": name, "size": len(content), "lfs": {"oid": digest, "size": len(content)}}
