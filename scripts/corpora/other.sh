#!/usr/bin/env bash
# Real speech of other languages in English letters: unpacks Debian packages into WORKDIR/other, 16 kHz mono WAV and a
# manifest. Some of it is GPL-2 (fillets-ng, tuxpaint stamps), some CC-BY(-SA)-3.0 (Asterisk); nothing is committed.
# usage: scripts/corpora/other.sh [WORKDIR]      (default: $ATTUNE_WORK or .work)
set -euo pipefail

# shellcheck source=scripts/corpora/debian.sh
source "$(dirname "$0")/debian.sh"
work=${1:-${ATTUNE_WORK:-.work}}
packages=(fillets-ng-data fillets-ng-data-cs tuxpaint-stamps-default
  asterisk-core-sounds-fr asterisk-core-sounds-fr-g722 asterisk-core-sounds-it asterisk-core-sounds-it-g722)

need ffmpeg sox

mkdir -p "$work/other/notices"
out=$(cd "$work/other" && pwd)
fetch "${packages[@]}"
for package in "${packages[@]}"; do
  cp "$unpacked/usr/share/doc/$package/copyright" "$out/notices/$package"
done
python3 "$here/other.py" "$unpacked" "$out"
say "manifest and clips are in $out"
