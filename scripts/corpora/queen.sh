#!/usr/bin/env bash
# Real speech of many actors: unpacks Flight of the Amazon Queen (Debian package, free to use and pass on) into
# WORKDIR/queen: 16 kHz mono WAV and the manifests train, dev, heldout and cutaways. Nothing of the game is committed.
# usage: scripts/corpora/queen.sh [--dialogues] [WORKDIR]      (default: $ATTUNE_WORK or .work)
# With --dialogues it leaves the cutaways out, whose texts take ten minutes to find.
set -euo pipefail

dialogues_only=false
if [[ ${1:-} == --dialogues ]]; then
  dialogues_only=true
  shift
fi

# shellcheck source=scripts/corpora/debian.sh
source "$(dirname "$0")/debian.sh"
work=${1:-${ATTUNE_WORK:-.work}}
package=flight-of-the-amazon-queen
resource=$unpacked/usr/share/scummvm/$package/queen.1c

need ffmpeg

mkdir -p "$work/queen"
out=$(cd "$work/queen" && pwd)
fetch "$package"
python3 "$here/queen.py" "$resource" "$here/queen_en.tsv" "$out"
$dialogues_only || python3 "$here/queen_scenes.py" "$resource" "$out"
notices "$package" copyright readme.txt.gz
say "manifests and clips are in $out"
