#!/bin/sh
# Runs before nginx starts. Puts the certificate nginx is to use into NGINX_TLS_DIR: certbot's once
# there is one, else what lies there already (an operator's own), else a self-signed one made now.
# Then looks again every NGINX_CERTIFICATE_CHECK_SECONDS (default 60; 0: never), so that a new or
# renewed certificate is served without a restart.
set -eu
umask 077

host=${NGINX_PUBLIC_URL#*://}
host=${host%%[:/]*}
issued=${NGINX_LETSENCRYPT_DIR:-/etc/letsencrypt}/live/$host
check_seconds=${NGINX_CERTIFICATE_CHECK_SECONDS:-60}

# Copies certbot's certificate if it is another than the one in use; says (0) whether it was.
take_issued() {
  [ -s "$issued/fullchain.pem" ] && [ -s "$issued/privkey.pem" ] || return 1
  cmp -s "$issued/fullchain.pem" "$NGINX_TLS_DIR/fullchain.pem" && return 1
  for file in privkey.pem fullchain.pem; do
    cp -L "$issued/$file" "$NGINX_TLS_DIR/$file.new"
  done
  for file in privkey.pem fullchain.pem; do
    mv "$NGINX_TLS_DIR/$file.new" "$NGINX_TLS_DIR/$file"
  done
  echo "certificate: took the one issued for $host"
}

make_self_signed() {
  case $host in
    *[!0-9.]*) name=DNS:$host ;;
    *) name=IP:$host ;;
  esac
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 825 \
    -subj "/CN=$host" -addext "subjectAltName=$name" \
    -keyout "$NGINX_TLS_DIR/privkey.pem" -out "$NGINX_TLS_DIR/fullchain.pem" 2>/dev/null
  echo "certificate: none for $host yet, made a self-signed one"
}

mkdir -p "$NGINX_TLS_DIR"
if ! take_issued && [ ! -s "$NGINX_TLS_DIR/fullchain.pem" ]; then
  make_self_signed
fi

if [ "$check_seconds" != 0 ]; then
  while sleep "$check_seconds"; do
    if take_issued; then
      kill -HUP "$(cat "$NGINX_RUN_DIR/nginx.pid")" || echo "certificate: nginx is not running yet"
    fi
  done &
fi
