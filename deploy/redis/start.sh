#!/bin/sh
# Starts Redis with its password, which goes in by standard input and so stands in no process list.
set -eu
: "${REDIS_PASSWORD:?is not set}"
exec docker-entrypoint.sh redis-server "$(dirname "$0")/redis.conf" - <<CONF
requirepass $REDIS_PASSWORD
CONF
