#!/usr/bin/env bash
# Installs Debian packages, those that are missing, which takes root.
# usage: scripts/corpora/packages.sh PACKAGE…
set -euo pipefail

missing=()
for package in "$@"; do
  dpkg-query -W -f '${Status}' "$package" 2> /dev/null | grep -q 'ok installed' || missing+=("$package")
done
((${#missing[@]})) || exit 0
if ((EUID != 0)); then
  echo "packages.sh: these are missing; install them as root and start again: apt-get install ${missing[*]}" >&2
  exit 2
fi
echo "packages.sh: installing ${missing[*]}" >&2
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" > /dev/null
