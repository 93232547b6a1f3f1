#!/usr/bin/env bash
# Builds the program and serves the demo world on this machine: open the address that it prints. Its data lies in data-demo/.
set -euo pipefail
cd "$(dirname "$0")/.."

echo "building (the first time takes some minutes) ..."
bin=$(cargo build --quiet --release --locked -p hanhdong-cli --message-format=json-render-diagnostics | sed -n 's/.*"executable":"\([^"]*\)".*/\1/p' | tail -1)
exec "$bin" serve --demo --data data-demo --listen "${LISTEN:-127.0.0.1:8080}" --log warn
