"""Deliveries of a service that is killed."""

import os
import signal
from pathlib import Path

import httpx

from tests.acceptance.service import PATIENCE_SECONDS, Service, serving
from tests.api.service import entry, page
from tests.push.receiver import Message, receiving

SETTINGS = {"LIVEBLOG_ALLOWED_NETWORKS": "127.0.0.0/8", "LIVEBLOG_WEBHOOK_LEASE_SECONDS": "1"}


def test_killed_before_an_acknowledgement(tmp_path: Path) -> None:
    """A change that was sent when kill -9 came is sent by the next service, under the same id, and then the rest."""
    running: list[Service] = []

    def kill(_: Message) -> tuple[int, dict[str, str]]:
        os.kill(running[0].process.pid, signal.SIGKILL)
        running[0].process.wait()
        return 204, {}

    with receiving() as receiver:
        with serving(tmp_path, **SETTINGS) as service:
            running.append(service)
            made = httpx.post(f"{service.address}/v1/webhooks", json={"url": receiver.url()}).raise_for_status().json()
            receiver.answer = kill
            send_two(service.address)
            receiver.take(1)
        receiver.answer = lambda _: (204, {})
        with serving(tmp_path, **SETTINGS):
            first, again, second = receiver.take(3)
    assert first.id == again.id
    assert first.signed_by(made["secret"])["data"] == again.signed_by(made["secret"])["data"]
    assert second.data["seq"] == first.data["seq"] + 1


def send_two(address: str) -> None:
    """Upload a page of two entries; the service may be killed before it has answered."""
    try:
        httpx.post(
            f"{address}/v1/ingest/html",
            content=page(entry(1), entry(2)),
            headers={"Content-Type": "text/html"},
            params={"source_url": "https://news.example/live/storm", "observed_at": "2026-03-04T05:30:00Z"},
            timeout=PATIENCE_SECONDS,
        )
    except httpx.TransportError:
        return
