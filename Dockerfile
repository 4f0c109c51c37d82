# okrsite itself, to build a site where no Python is. Whoever runs it needs no network and no root:
#
#   docker build -t okrsite .
#   docker run --rm --network none --read-only --tmpfs /tmp --cap-drop ALL --user "$(id -u):$(id -g)" \
#       -v "$PWD:/work" okrsite build -o site
#
# Write `python:3.11-slim-bookworm@sha256:…` to be sure of the base as well; `docker pull` prints its digest.
ARG BASE=python:3.11-slim-bookworm

FROM ${BASE} AS installed
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/okrsite
WORKDIR /src
COPY requirements/site.txt requirements/
# Nothing but what is locked, and nothing that has to be compiled, which would run somebody's set-up script.
RUN /opt/okrsite/bin/pip install --require-hashes --only-binary :all: -r requirements/site.txt
COPY pyproject.toml README.md LICENSE .gitignore ./
COPY okrsite okrsite
RUN /opt/okrsite/bin/pip install --no-index --no-deps --no-build-isolation .

FROM ${BASE}
# Check-ins and moved targets are read from the history.
RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/* \
    # The content is mounted, and belongs to somebody outside.
    && git config --system --add safe.directory '*'
COPY --from=installed /opt/okrsite /opt/okrsite
ENV PATH=/opt/okrsite/bin:$PATH HOME=/tmp PYTHONDONTWRITEBYTECODE=1
WORKDIR /work
USER 10001:10001
ENTRYPOINT ["okrsite"]
CMD ["--help"]
