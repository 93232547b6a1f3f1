#!/usr/bin/env bash
# The parts of Rust and the outside programs that tests use. Missing ones are installed when root on Debian; else they are named and this stops.
# HANHDONG_SKIP=postgres,office,strace,python,browser is the only way round: tests that need them say that they were skipped.
set -euo pipefail

components=()
cargo fmt --version >/dev/null 2>&1 || components+=(rustfmt)
cargo clippy --version >/dev/null 2>&1 || components+=(clippy)
if [ ${#components[@]} != 0 ]; then
  if ! command -v rustup >/dev/null; then
    echo "missing parts of Rust: ${components[*]}" >&2
    exit 1
  fi
  rustup component add "${components[@]}"
fi

skipped=",${HANHDONG_SKIP:-},"
commands=() packages=()
need() { # group, command, packages ...
  local group=$1 command=$2
  shift 2
  [[ $skipped == *",$group,"* ]] && return 0
  command -v "$command" >/dev/null && return 0
  commands+=("$command")
  packages+=("$@")
}

if [[ $skipped != *",postgres,"* ]] && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
  commands+=(initdb)
  packages+=(postgresql)
fi
need office soffice libreoffice-writer-nogui libreoffice-calc-nogui fonts-liberation
need office pdftotext poppler-utils
need python python3 python3
need strace strace strace
need strace pgrep procps
need browser chromium chromium fonts-liberation

if [ ${#packages[@]} = 0 ]; then
  exit 0
fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "missing: ${commands[*]}" >&2
  echo "install the Debian packages: ${packages[*]}" >&2
  echo "or leave their tests out: HANHDONG_SKIP=postgres,office,strace,python,browser make test" >&2
  exit 1
fi
echo "installing ${packages[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
