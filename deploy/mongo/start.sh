#!/bin/bash
# Starts mongod as a replica set's member with access control. Members prove themselves to each other
# by a key; with one member nobody else needs it, so it is made here, once.
set -eu
key=/data/configdb/replica-set.key
if [ ! -s "$key" ]; then
  head -c 756 /dev/urandom | base64 -w 0 >"$key"
fi
chmod 400 "$key"
chown mongodb:mongodb "$key"
exec docker-entrypoint.sh mongod --replSet rs0 --keyFile "$key" --bind_ip_all "$@"
