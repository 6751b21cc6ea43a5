"""The page in a request's body: raw or as a form, packed or not, never more than allowed."""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass

from fastapi import Request
from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.types import Message, Receive

from app.errors import Fault, FetchFailed, InvalidParameter, PageTooLarge, UnsupportedMedia
from app.fetching.encoding import decode_content

PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
FORM_TYPE = "multipart/form-data"
FORM_FIELDS = ("file", "source_url", "observed_at")
FORM_OVERHEAD = 64 * 1024
KEPT_HEADERS = ("content-type", "content-language", "etag", "last-modified", "date", "user-agent")


@dataclass(frozen=True, slots=True)
class Upload:
    """A page as it was sent; `fields` are the form's other fields, by name."""

    content: bytes
    content_type: str | None
    headers: Mapping[str, str]
    fields: Mapping[str, str]


async def read_upload(request: Request, max_bytes: int) -> Upload:
    """The page in the body. Raises `PageTooLarge` before more than `max_bytes` are held, and `UnsupportedMedia`."""
    kind = _media_type(request.headers.get("content-type"))
    headers = {name: request.headers[name] for name in KEPT_HEADERS if name in request.headers}
    if kind == FORM_TYPE:
        body = await read_body(request, max_bytes + FORM_OVERHEAD)
        return await _read_form(request.headers, body, headers, max_bytes)
    if kind not in PAGE_TYPES:
        raise UnsupportedMedia(
            f"a page is sent as {', '.join(PAGE_TYPES)} or {FORM_TYPE}, not as {kind or 'nothing'}: set Content-Type",
            faults=[Fault("header", "Content-Type", f"is {kind or 'missing'}")],
        )
    body = await read_body(request, max_bytes)
    return Upload(body, request.headers.get("content-type"), headers, {})


async def read_body(request: Request, max_bytes: int) -> bytes:
    """The body's bytes, unpacked. Raises `PageTooLarge`, and `InvalidParameter` for broken packing."""
    raw = await read_raw(request, max_bytes)
    try:
        return decode_content(raw, request.headers.get("content-encoding", ""), max_bytes)
    except FetchFailed as error:
        message = "the body is not packed as it says, or in a way that is not taken (gzip, br, zstd are)"
        raise InvalidParameter(message, faults=[Fault("header", "Content-Encoding", message)]) from error


async def read_raw(request: Request, max_bytes: int) -> bytes:
    """The body's bytes as they were sent. Raises `PageTooLarge` before more than `max_bytes` are held."""
    declared = request.headers.get("content-length", "")
    too_large = PageTooLarge(f"the body is larger than the {max_bytes:,} bytes allowed")
    if declared.isdigit() and int(declared[:20]) > max_bytes:
        raise too_large
    pieces: list[bytes] = []
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if size > max_bytes:
            raise too_large
        pieces.append(piece)
    return b"".join(pieces)


def replay(body: bytes) -> Receive:
    """What gives a body that was read to whoever reads it next."""
    sent = False

    async def receive() -> Message:
        nonlocal sent
        if sent:
            return {"type": "http.disconnect"}
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


async def _read_form(headers: Headers, body: bytes, kept: Mapping[str, str], max_bytes: int) -> Upload:
    async def stream() -> AsyncGenerator[bytes, None]:
        yield body

    try:
        form = await MultiPartParser(
            headers, stream(), max_files=1, max_fields=len(FORM_FIELDS), max_part_size=max_bytes
        ).parse()
    except (MultiPartException, KeyError, ValueError) as error:
        message = getattr(error, "message", "the form cannot be read")
        raise InvalidParameter(str(message), faults=[Fault("body", "form", str(message))]) from error
    try:
        faults = [Fault("body", name, "is not a field here") for name in form if name not in FORM_FIELDS]
        faults += [Fault("body", name, "may be given only once") for name in form if len(form.getlist(name)) > 1]
        file = form.get("file")
        if file is None:
            faults.append(Fault("body", "file", "is missing: send the page in a field of this name"))
        if faults or file is None:
            raise InvalidParameter("; ".join(f"{fault.name} {fault.message}" for fault in faults), faults=faults)
        content, kind = (
            (await file.read(), file.content_type) if isinstance(file, UploadFile) else (file.encode(), None)
        )
        fields = {name: value for name, value in form.items() if isinstance(value, str) and name != "file"}
    finally:
        await form.close()
    known = kind if _media_type(kind) in PAGE_TYPES else None
    return Upload(content, known, {**kept, **({"content-type": known} if known else {})}, fields)


def _media_type(content_type: str | None) -> str:
    return (content_type or "").split(";")[0].strip().lower()
