#!/usr/bin/env bash
# Real speech of many actors: unpacks Beneath a Steel Sky (Debian package, free to use and pass on) into
# WORKDIR/steelsky: 16 kHz mono WAV and a manifest. Nothing of the game is committed. The table that the subtitles
# are packed with is read out of Debian's scummvm (GPL), which is fetched for that and thrown away.
# usage: scripts/corpora/steelsky.sh [WORKDIR]      (default: $ATTUNE_WORK or .work)
set -euo pipefail

# shellcheck source=scripts/corpora/debian.sh
source "$(dirname "$0")/debian.sh"
work=${1:-${ATTUNE_WORK:-.work}}
package=beneath-a-steel-sky

need sox

mkdir -p "$work/steelsky"
out=$(cd "$work/steelsky" && pwd)
fetch "$package" scummvm
python3 "$here/steelsky.py" "$unpacked/usr/share/scummvm/$package" "$unpacked/usr/games/scummvm" "$out"
notices "$package" copyright readme.txt.gz
say "manifest and clips are in $out"
