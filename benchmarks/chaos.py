"""Kills the service, its worker and Postgres in turn while clients upload and retry, then counts what is there.

Usage: python benchmarks/chaos.py [--rounds 51] [--seed N]

Every round lets clients work for a while and then ends one of the three with kill -9. Clients send the same page again
until it is acknowledged with a 2xx. At the end, everything acknowledged must be there once.
"""

import argparse
import contextlib
import hashlib
import itertools
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import uuid4

import httpx
import psycopg
from standardwebhooks.webhooks import Webhook

PROJECT = Path(__file__).parents[1]
UPLOADERS, SENDERS = 3, 2
START = datetime(2026, 3, 4, tzinfo=UTC)
START_SECONDS = 60
HOLD_POSTGRES = """
import sys, time
from pathlib import Path
from app.store import embedded
with embedded.running(Path(sys.argv[1])):
    print("running", flush=True)
    while True: time.sleep(1)
"""


@dataclass
class Acknowledged:
    """What clients sent, and what they were told is stored: digests of pages, and the entries that each blog has."""

    pages: set[str] = field(default_factory=set)
    entries: dict[str, set[str]] = field(default_factory=dict)
    sent: dict[str, set[str]] = field(default_factory=dict)
    tries: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def when_acknowledged(
        self, send: Callable[[], httpx.Response], stop: threading.Event, content: bytes, blog: str, ids: list[str]
    ) -> bool:
        """Send until the answer is a 2xx, and note it; False when it is time to stop."""
        while not stop.is_set():
            with self.lock:
                self.tries += 1
                self.sent.setdefault(blog, set()).update(ids)
            try:
                acknowledged = send().is_success
            except httpx.HTTPError:
                acknowledged = False
            if acknowledged:
                with self.lock:
                    self.pages.add(hashlib.sha256(content).hexdigest())
                    self.entries.setdefault(blog, set()).update(ids)
                return True
            time.sleep(0.05)
        return False


class Cluster:
    """Postgres, the service and a worker, each a process of its own."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.url = f"postgresql://liveblog@/liveblog?host={directory / 'sockets'}"
        self.port = 18_000 + os.getpid() % 10_000
        self.address = f"http://127.0.0.1:{self.port}"
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.kills: dict[str, int] = {}

    def start(self, name: str) -> None:
        """Start one of them and, for Postgres and the service, wait until it answers."""
        settings = {"LIVEBLOG_RUN_WORKERS": "false", "LIVEBLOG_PARSE_WORKERS": "1", "DATABASE_URL": self.url}
        commands = {
            "postgres": [sys.executable, "-c", HOLD_POSTGRES, str(self.directory)],
            "service": [sys.executable, "-m", "app", "serve", "--port", str(self.port)],
            "worker": [sys.executable, "-m", "app", "work"],
        }
        self.processes[name] = subprocess.Popen(
            commands[name],
            cwd=PROJECT,
            env={**os.environ, **settings},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        if name != "worker":
            self._await(name)

    def kill(self, name: str) -> None:
        """Kill -9; for Postgres its postmaster, whose holder then ends by itself."""
        victim = self._postmaster() if name == "postgres" else self.processes[name].pid
        os.kill(victim, signal.SIGKILL)
        if name == "postgres":
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.processes[name].wait(20)
        self.processes[name].kill()
        self.processes[name].wait()
        self.kills[name] = self.kills.get(name, 0) + 1

    def revive(self) -> None:
        """Start again what ended by itself, as whoever runs services does: it began while the database was away."""
        for name, process in list(self.processes.items()):
            if process.poll() is not None:
                self.start(name)

    def stop(self) -> None:
        """End all of them."""
        for name in ("worker", "service", "postgres"):
            process = self.processes.get(name)
            if process and process.poll() is None:
                process.send_signal(signal.SIGINT if name == "postgres" else signal.SIGTERM)
                try:
                    process.wait(30)
                except subprocess.TimeoutExpired:
                    process.kill()

    def _postmaster(self) -> int:
        return int((self.directory / "postgres" / "postmaster.pid").read_text().splitlines()[0])

    def _await(self, name: str) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                if name == "postgres":
                    psycopg.connect(self.url, connect_timeout=2).close()
                else:
                    httpx.get(f"{self.address}/readyz", timeout=2).raise_for_status()
            except (psycopg.Error, httpx.HTTPError):
                if self.processes[name].poll() is not None:
                    self.start(name)
                    return
                time.sleep(0.05)
            else:
                return
        raise SystemExit(f"{name} does not start")


def page(blog: str, newest: int) -> tuple[bytes, list[str]]:
    """A blog's page with its entries up to `newest`, and their ids."""
    ids = [f"{blog}-{number}" for number in range(newest + 1)]
    updates = [
        {
            "@type": "BlogPosting",
            "@id": f"#{name}",
            "headline": f"Update {number}",
            "datePublished": (START + timedelta(minutes=number)).isoformat(),
            "articleBody": f"The ferry of {blog} has waited for {number} minutes.",
            "author": {"@type": "Person", "name": "Mira Tolland"},
        }
        for number, name in enumerate(ids)
    ]
    data = {
        "@type": "LiveBlogPosting",
        "headline": blog,
        "url": f"https://news.example/{blog}",
        "liveBlogUpdate": updates,
    }
    document = json.dumps(data)
    return f'<html><script type="application/ld+json">{document}</script><body></body></html>'.encode(), ids


def upload(cluster: Cluster, blog: str, told: Acknowledged, stop: threading.Event) -> None:
    """Upload ever longer versions of a blog, each until it is acknowledged."""
    for newest in itertools.count():
        content, ids = page(blog, newest)
        observed_at = (START + timedelta(minutes=newest)).isoformat()
        send = partial(
            httpx.post,
            f"{cluster.address}/v1/ingest/html",
            content=content,
            params={"source_url": f"https://news.example/{blog}", "observed_at": observed_at},
            headers={"Content-Type": "text/html"},
            timeout=15,
        )
        if not told.when_acknowledged(send, stop, content, blog, ids):
            return


def deliver(cluster: Cluster, blog: str, secret: str, told: Acknowledged, stop: threading.Event) -> None:
    """Send ever longer versions of a blog as webhooks, each under one id until it is acknowledged."""
    for newest in itertools.count():
        content, ids = page(blog, newest)
        observed_at = (START + timedelta(minutes=newest)).isoformat()
        data = {"url": f"https://news.example/{blog}", "html": content.decode(), "observed_at": observed_at}
        body = json.dumps({"type": "page.captured", "data": data})
        send = partial(send_webhook, cluster, secret, uuid4().hex, body)
        if not told.when_acknowledged(send, stop, content, blog, ids):
            return


def send_webhook(cluster: Cluster, secret: str, message: str, body: str) -> httpx.Response:
    """Sign a message as of now and send it."""
    now = datetime.now(UTC)
    headers = {
        "webhook-id": message,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign(message, now, body),
    }
    return httpx.post(f"{cluster.address}/v1/ingest/webhook/chaos", content=body, headers=headers, timeout=15)


def drain(url: str, seconds: float) -> None:
    """Wait until no job is queued."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with psycopg.connect(url) as connection:
            row = connection.execute("SELECT count(*) FROM job WHERE status = 'queued'").fetchone()
        if row == (0,):
            return
        time.sleep(0.5)


COUNTS = {
    "gaps in seq": "SELECT coalesce(max(seq), 0) - count(*) FROM change",
    "counter ahead of the log": "SELECT last_seq - (SELECT coalesce(max(seq), 0) FROM change) FROM change_counter",
    "created twice": "SELECT count(*) - count(DISTINCT entry_id) FROM change WHERE kind = 'created'",
    "jobs not done": "SELECT count(*) FROM job WHERE status <> 'done'",
    "leases beyond their time": "SELECT count(*) FROM job WHERE lease_until IS NOT NULL",
}
ENTRIES = "SELECT b.headline, e.external_id FROM entry e JOIN blog b ON b.id = e.blog_id WHERE e.deleted_at IS NULL"


def audit(url: str, told: Acknowledged) -> dict[str, int]:
    """What is wrong: all figures must be 0."""
    stored: dict[str, set[str]] = {}
    doubles = 0
    with psycopg.connect(url) as connection:
        pages = {bytes(digest).hex() for (digest,) in connection.execute("SELECT sha256 FROM snapshot")}
        for blog, external_id in connection.execute(ENTRIES):
            doubles += external_id in stored.setdefault(blog, set())
            stored[blog].add(external_id)
        counted = {what: connection.execute(query.encode()).fetchone() for what, query in COUNTS.items()}
    return {
        "acknowledged pages missing": len(told.pages - pages),
        "acknowledged entries missing": sum(len(ids - stored.get(blog, set())) for blog, ids in told.entries.items()),
        "entries twice": doubles,
        "entries nobody sent": sum(len(ids - told.sent.get(blog, set())) for blog, ids in stored.items()),
        **{what: int(row[0]) if row else -1 for what, row in counted.items()},
    }


def main() -> int:
    """Run the rounds and the audit; 0 when nothing is missing, double or stuck."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--rounds", type=int, default=51)
    arguments.add_argument("--seed", type=int, default=int(time.time()))
    chosen = arguments.parse_args()
    chance = random.Random(chosen.seed)
    print(f"seed {chosen.seed}, {chosen.rounds} rounds", flush=True)
    told, stop = Acknowledged(), threading.Event()
    with tempfile.TemporaryDirectory(prefix="chaos-") as directory:
        cluster = Cluster(Path(directory))
        try:
            for name in ("postgres", "service", "worker"):
                cluster.start(name)
            made = httpx.post(f"{cluster.address}/v1/sources", json={"kind": "webhook", "name": "chaos"})
            secret = made.raise_for_status().json()["secret"]
            clients = [
                *(threading.Thread(target=upload, args=(cluster, f"upload-{n}", told, stop)) for n in range(UPLOADERS)),
                *(
                    threading.Thread(target=deliver, args=(cluster, f"webhook-{n}", secret, told, stop))
                    for n in range(SENDERS)
                ),
            ]
            for client in clients:
                client.start()
            for number in range(chosen.rounds):
                time.sleep(chance.uniform(0.3, 1.5))
                name = ("service", "worker", "postgres")[number % 3]
                cluster.kill(name)
                cluster.start(name)
                cluster.revive()
                print(f"round {number + 1}: killed {name}; {len(told.pages)} pages acknowledged", flush=True)
            time.sleep(2)
            stop.set()
            for client in clients:
                client.join()
            cluster.revive()
            drain(cluster.url, 400)
            found = audit(cluster.url, told)
        finally:
            stop.set()
            cluster.stop()
    kills = ", ".join(f"{count} x {name}" for name, count in sorted(cluster.kills.items()))
    print(f"kill -9: {kills}; {told.tries} requests, {len(told.pages)} pages acknowledged")
    for what, count in found.items():
        print(f"{what}: {count}")
    return 1 if any(found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
