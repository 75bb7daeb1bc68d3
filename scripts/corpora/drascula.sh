#!/usr/bin/env bash
# Real speech of eleven voices: unpacks Drascula: The Vampire Strikes Back (Debian package, free to use and pass on) into
# WORKDIR/drascula: 16 kHz mono WAV and a manifest that names the speakers. Nothing of the game is committed.
# usage: scripts/corpora/drascula.sh [WORKDIR]      (default: $ATTUNE_WORK or .work)
set -euo pipefail

# shellcheck source=scripts/corpora/debian.sh
source "$(dirname "$0")/debian.sh"
work=${1:-${ATTUNE_WORK:-.work}}
package=drascula

need sox

mkdir -p "$work/drascula"
out=$(cd "$work/drascula" && pwd)
fetch "$package"
python3 "$here/drascula.py" "$unpacked/usr/share/scummvm/$package" "$out"
notices "$package" copyright readme.txt
say "manifest and clips are in $out"
