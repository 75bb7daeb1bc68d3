#!/usr/bin/env bash
# Real speech of other languages in English letters: unpacks Debian packages into WORKDIR/other, 16 kHz mono WAV and a
# manifest. Some of it is GPL-2 (fillets-ng, tuxpaint stamps), some CC-BY(-SA)-3.0 (Asterisk); nothing is committed.
# usage: scripts/corpora/other.sh [WORKDIR]      (default: $ATTUNE_WORK or .work)
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
work=${1:-${ATTUNE_WORK:-.work}}
packages=(fillets-ng-data fillets-ng-data-cs tuxpaint-stamps-default
  asterisk-core-sounds-fr asterisk-core-sounds-fr-g722 asterisk-core-sounds-it asterisk-core-sounds-it-g722)

for tool in apt-get dpkg-deb ffmpeg sox python3; do
  command -v "$tool" > /dev/null || { echo "other.sh: $tool is missing; install it first" >&2; exit 2; }
done

mkdir -p "$work/other/notices"
out=$(cd "$work/other" && pwd)
fetched=$(mktemp -d)
trap 'rm -rf "$fetched"' EXIT
(cd "$fetched" && apt-get -o APT::Sandbox::User=root download -qq "${packages[@]}")
for deb in "$fetched"/*.deb; do
  dpkg-deb -x "$deb" "$fetched/unpacked"
  dpkg-deb -W --showformat='${Package} ${Version}\n' "$deb"
done > "$out/versions.txt"
for package in "${packages[@]}"; do
  cp "$fetched/unpacked/usr/share/doc/$package/copyright" "$out/notices/$package"
done
PYTHONPATH="$here/.." python3 "$here/other.py" "$fetched/unpacked" "$out"
echo "other.sh: manifest and clips are in $out" >&2
