"""Streams and deliveries of services that are killed, and deliveries by a process of their own."""

import os
import signal
import socket
from pathlib import Path

import httpx
from playwright.sync_api import Browser

from tests.acceptance.service import LIVEBLOG, PATIENCE_SECONDS, Service, serving, start
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


def test_a_process_of_its_own_delivers(tmp_path: Path) -> None:
    """`liveblog work` delivers what a service without workers records."""
    with receiving() as receiver, serving(tmp_path, LIVEBLOG_RUN_WORKERS="false", **SETTINGS) as service:
        httpx.post(f"{service.address}/v1/webhooks", json={"url": receiver.url()}).raise_for_status()
        send_two(service.address)
        worker = start([*LIVEBLOG, "work"], tmp_path, SETTINGS)
        try:
            assert len(receiver.take(2)) == 2
        finally:
            worker.terminate()
            said, _ = worker.communicate(timeout=PATIENCE_SECONDS)
        assert (worker.returncode, "Traceback" in said) == (0, False)


def test_a_browser_comes_back(tmp_path: Path, browser: Browser) -> None:
    """EventSource in a real Chromium survives kill -9: the next service sends what it missed, and nothing twice."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    quick = {"LIVEBLOG_STREAM_RETRY_SECONDS": "0.1"}
    with browser.new_context() as context:
        tab = context.new_page()
        with serving(tmp_path, "--port", port, **quick) as service:
            tab.goto(service.address)
            tab.evaluate(
                """() => new Promise(resolve => {
                  window.met = [];
                  window.source = new EventSource('/v1/stream');
                  source.addEventListener('entry.created', event => met.push(JSON.parse(event.data).entry.title));
                  source.onopen = resolve;
                })"""
            )
            send_two(service.address)
            tab.wait_for_function("() => window.met.length == 2")
            service.process.kill()
            service.process.wait()
        with serving(tmp_path, "--port", port, **quick) as service:
            send_two(service.address, hour=3)
            tab.wait_for_function("() => window.met.length >= 4")
            assert tab.evaluate("window.met") == ["Update 1", "Update 2", "Update 3", "Update 4"]
            tab.evaluate("window.source.close()")


def send_two(address: str, hour: int = 1) -> None:
    """Upload a page of two entries; the service may be killed before it has answered."""
    try:
        httpx.post(
            f"{address}/v1/ingest/html",
            content=page(entry(hour), entry(hour + 1)),
            headers={"Content-Type": "text/html"},
            params={"source_url": f"https://news.example/live/{hour}", "observed_at": "2026-03-04T05:30:00Z"},
            timeout=PATIENCE_SECONDS,
        )
    except httpx.TransportError:
        return
