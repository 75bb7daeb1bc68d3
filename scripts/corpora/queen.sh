#!/usr/bin/env bash
# Real speech of many actors: unpacks Flight of the Amazon Queen (Debian package, free to use and pass on) into
# WORKDIR/queen: 16 kHz mono WAV and the manifests train, dev, heldout and cutaways. Nothing of the game is committed.
# usage: scripts/corpora/queen.sh [WORKDIR]      (default: $ATTUNE_WORK or .work)
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
work=${1:-${ATTUNE_WORK:-.work}}
package=flight-of-the-amazon-queen
resource=usr/share/scummvm/$package/queen.1c

for tool in apt-get dpkg-deb ffmpeg python3; do
  command -v "$tool" > /dev/null || { echo "queen.sh: $tool is missing; install it first" >&2; exit 2; }
done

mkdir -p "$work/queen"
out=$(cd "$work/queen" && pwd)
fetched=$(mktemp -d)
trap 'rm -rf "$fetched"' EXIT
(cd "$fetched" && apt-get -o APT::Sandbox::User=root download -qq "$package" && dpkg-deb -x "$package"_*.deb unpacked)
dpkg-deb -f "$fetched/$package"_*.deb Version > "$out/version.txt"
PYTHONPATH="$here/.." python3 "$here/queen.py" "$fetched/unpacked/$resource" "$here/queen_en.tsv" "$out"
PYTHONPATH="$here/.." python3 "$here/queen_scenes.py" "$fetched/unpacked/$resource" "$out"
# The licence asks that the notices go with every copy.
cp "$fetched/unpacked/usr/share/doc/$package/copyright" "$fetched/unpacked/usr/share/doc/$package/readme.txt.gz" "$out/"
echo "queen.sh: manifests and clips are in $out" >&2
