#!/bin/sh
# Asks Let's Encrypt for the certificate of PUBLIC_URL's host, then twice a day whether it is time to
# renew it. nginx answers the challenge, and takes the new certificate by itself within a minute.
set -eu
: "${CERTBOT_EMAIL:?is not set: Let\'s Encrypt writes to it when a certificate is about to end}"
host=${PUBLIC_URL#*://}
host=${host%%[:/]*}

trap 'exit 0' TERM INT
while :; do
  certbot certonly --webroot --webroot-path /var/www/certbot --domain "$host" \
    --email "$CERTBOT_EMAIL" --agree-tos --no-eff-email --non-interactive --keep-until-expiring ||
    echo "certbot: no certificate for $host this time; trying again in 12 hours" >&2
  sleep 43200 &
  wait $!
done
