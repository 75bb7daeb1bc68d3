#!/usr/bin/env bash
# Real speech of many actors: unpacks Beneath a Steel Sky (Debian package, free to use and pass on) into
# WORKDIR/steelsky: 16 kHz mono WAV and a manifest. Nothing of the game is committed. The table that the subtitles
# are packed with is read out of Debian's scummvm (GPL), which is fetched for that and thrown away.
# usage: scripts/corpora/steelsky.sh [WORKDIR]      (default: $ATTUNE_WORK or .work)
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
work=${1:-${ATTUNE_WORK:-.work}}
package=beneath-a-steel-sky

for tool in apt-get dpkg-deb sox python3; do
  command -v "$tool" > /dev/null || { echo "steelsky.sh: $tool is missing; install it first" >&2; exit 2; }
done

mkdir -p "$work/steelsky"
out=$(cd "$work/steelsky" && pwd)
fetched=$(mktemp -d)
trap 'rm -rf "$fetched"' EXIT
(cd "$fetched" && apt-get -o APT::Sandbox::User=root download -qq "$package" scummvm)
for deb in "$fetched"/*.deb; do dpkg-deb -x "$deb" "$fetched/unpacked"; done
dpkg-deb -f "$fetched/$package"_*.deb Version > "$out/version.txt"
PYTHONPATH="$here/.." python3 "$here/steelsky.py" "$fetched/unpacked/usr/share/scummvm/$package" \
  "$fetched/unpacked/usr/games/scummvm" "$out"
# The licence asks that the notices go with every copy.
cp "$fetched/unpacked/usr/share/doc/$package/copyright" "$fetched/unpacked/usr/share/doc/$package/readme.txt.gz" "$out/"
echo "steelsky.sh: manifest and clips are in $out" >&2
