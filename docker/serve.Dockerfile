# The example, with its past, in a web server that runs as nobody, writes nothing, and sends the headers computed from the site:
#
#   docker build -t okrsite .
#   docker build -t okrs -f docker/serve.Dockerfile .
#   docker run --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges -p 8080:8080 okrs
ARG OKRSITE=okrsite

FROM ${OKRSITE} AS built
COPY --chown=10001:10001 . /work
# The site needs nothing from anywhere: with the network there, a build that fetched something would go unnoticed.
RUN --network=none python -m example /tmp/example \
    && okrsite build --strict -f /tmp/example/mkdocs.yml -o /tmp/out/site \
    && okrsite verify /tmp/out/site --headers nginx > /tmp/out/headers.conf

FROM nginxinc/nginx-unprivileged:1.29-alpine
COPY docker/nginx.conf /etc/nginx/conf.d/default.conf
COPY --from=built /tmp/out/headers.conf /etc/nginx/okrsite-headers.conf
COPY --from=built /tmp/out/site /usr/share/nginx/html
USER 101:101
EXPOSE 8080
