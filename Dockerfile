# OnAccount for production: one image, run as web or as worker (compose.yaml).
FROM python:3.11-slim AS build
WORKDIR /build
RUN python -m venv /venv
COPY requirements requirements
RUN /venv/bin/pip install --no-cache-dir --require-hashes -r requirements/run.txt
COPY pyproject.toml README.md LICENSE ./
COPY src src
RUN /venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation . && /venv/bin/onaccount messages

FROM python:3.11-slim
RUN groupadd --gid 10001 onaccount && useradd --uid 10001 --gid 10001 --home-dir /data --no-create-home onaccount \
    && install --directory --owner 10001 --group 10001 --mode 700 /data
COPY --from=build /venv /venv
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 \
    ONACCOUNT_MODE=production ONACCOUNT_HOME=/data ONACCOUNT_HOST=0.0.0.0 ONACCOUNT_PORT=8000
USER 10001:10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --start-period=60s --interval=15s --timeout=5s \
    CMD ["python", "-c", "import http.client as h; c = h.HTTPConnection('127.0.0.1', 8000, timeout=4); c.request('GET', '/health/ready'); raise SystemExit(c.getresponse().status != 200)"]
CMD ["onaccount", "run"]
