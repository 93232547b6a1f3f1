#!/usr/bin/env bash
# Bundles the styles and scripts of the pages into ui/dist, and fetches what that needs where the lock file changed.
set -euo pipefail
cd "$(dirname "$0")/../ui"

if ! command -v npm >/dev/null; then
  echo "missing: node with npm, to bundle the pages' styles and scripts" >&2
  exit 1
fi
if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci --no-audit --no-fund --loglevel=error
  touch node_modules/.package-lock.json
fi
npm run --silent build
