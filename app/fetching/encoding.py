"""Undo content codings (RFC 9110, 8.4) without ever making more bytes than allowed."""

import io
import zlib

import brotli
import zstandard

from app.errors import FetchFailed, PageTooLarge

ACCEPT_ENCODING = "gzip, br, zstd"
MAX_CODINGS = 2
ZSTD_WINDOW = 8 * 1024 * 1024


def decode_content(raw: bytes, content_encoding: str, max_bytes: int) -> bytes:
    """The bytes that `raw` stands for under its Content-Encoding header.

    Raises `PageTooLarge` as soon as more than `max_bytes` come out, and `FetchFailed` for a coding that is unknown or
    data that is broken or cut off.
    """
    codings = [coding.strip().lower() for coding in content_encoding.split(",") if coding.strip()]
    if len(codings) > MAX_CODINGS:
        raise FetchFailed("the answer is packed more than twice over")
    for coding in reversed(codings):
        try:
            raw = _decode(raw, coding, max_bytes + 1)
        except (zlib.error, brotli.error, zstandard.ZstdError, EOFError) as fault:
            raise FetchFailed(f"the answer's {coding} data is broken") from fault
        if len(raw) > max_bytes:
            raise PageTooLarge(f"the page unpacks to more than the {max_bytes:,} bytes allowed")
    return raw


def _decode(raw: bytes, coding: str, most: int) -> bytes:
    match coding:
        case "identity":
            return raw
        case "gzip" | "x-gzip":
            return _inflate(raw, zlib.MAX_WBITS | 16, most)
        case "deflate":
            # RFC 9110 means zlib's form; some servers send bare deflate data.
            try:
                return _inflate(raw, zlib.MAX_WBITS, most)
            except zlib.error:
                return _inflate(raw, -zlib.MAX_WBITS, most)
        case "br":
            return _unbrotli(raw, most)
        case "zstd":
            with zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW).stream_reader(
                io.BytesIO(raw), read_across_frames=True
            ) as reader:
                return reader.read(most)
        case _:
            raise FetchFailed(f"the answer is packed as {coding[:40]!r}, which was not asked for")


def _inflate(raw: bytes, window_bits: int, most: int) -> bytes:
    inflater = zlib.decompressobj(window_bits)
    data = inflater.decompress(raw, most)
    if not inflater.eof and len(data) < most:
        raise EOFError
    return data


def _unbrotli(raw: bytes, most: int) -> bytes:
    decompressor = brotli.Decompressor()
    pieces = [decompressor.process(raw, output_buffer_limit=most)]
    size = len(pieces[0])
    while size < most and not decompressor.is_finished() and not decompressor.can_accept_more_data():
        pieces.append(decompressor.process(b"", output_buffer_limit=most - size))
        size += len(pieces[-1])
    if size < most and not decompressor.is_finished():
        raise EOFError
    return b"".join(pieces)
