# The service without an embedded database: it needs DATABASE_URL, and LIVEBLOG_API_KEYS as it listens on every address.

FROM python:3.13-slim-trixie AS builder
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
RUN pip install --no-cache-dir uv==0.13.9
WORKDIR /srv
COPY pyproject.toml uv.lock README.md LICENSE ./
RUN uv sync --frozen --no-cache --no-dev --no-install-project
COPY app app
RUN uv sync --frozen --no-cache --no-dev --no-editable

FROM python:3.13-slim-trixie
ENV PATH=/srv/.venv/bin:$PATH PYTHONUNBUFFERED=1 LIVEBLOG_HOST=0.0.0.0 LIVEBLOG_PORT=8000
WORKDIR /srv
COPY --from=builder /srv/.venv .venv
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as web; web.urlopen('http://127.0.0.1:' + os.environ['LIVEBLOG_PORT'] + '/healthz', timeout=4)"]
CMD ["liveblog", "serve"]
