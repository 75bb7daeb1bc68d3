#!/usr/bin/env bash
# Installs those of the Debian packages that are missing, which needs root.
# usage: scripts/corpora/packages.sh PACKAGE…
set -euo pipefail

missing=()
for package in "$@"; do
  dpkg-query -W -f '${Status}' "$package" 2> /dev/null | grep -q 'ok installed' || missing+=("$package")
done
((${#missing[@]})) || exit 0
if ((EUID != 0)); then
  echo "packages.sh: packages are missing; install them as root and start again: apt-get install ${missing[*]}" >&2
  exit 2
fi
echo "packages.sh: installing ${missing[*]}" >&2
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" > /dev/null
