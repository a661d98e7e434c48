# Production image: the application and its pinned dependencies, nothing else, run by an ordinary user.
FROM python:3.11-slim-bookworm AS dependances
COPY requirements.lock /tmp/
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r /tmp/requirements.lock

FROM python:3.11-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PRODUCTION=true \
    MEDIA_ROOT=/srv/media STATIC_ROOT=/srv/static EDITIONS_ROOT=/srv/editions
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --create-home --uid 10001 repertoire \
    && mkdir -p /srv/media /srv/static /srv/editions && chown repertoire: /srv/media /srv/editions
COPY --from=dependances /opt/venv /opt/venv
WORKDIR /app
COPY manage.py LICENSE ./
COPY config config
COPY publication publication
COPY collectivites collectivites
COPY programmes programmes
COPY templates templates
COPY static static
COPY locale locale
# Collecting static files touches neither the database nor secrets: the values serve this step alone.
RUN SECRET_KEY=build ALLOWED_HOSTS=build DATABASE_URL=postgres://build@build/build EMAIL_URL=dummymail:// \
    python manage.py collectstatic --noinput
USER repertoire
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/sante/vivant/', timeout=4)"]
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4", "--limit-request-line", "8190", "--max-requests", "2000", "--max-requests-jitter", "200"]
