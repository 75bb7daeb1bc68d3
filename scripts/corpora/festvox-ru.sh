#!/usr/bin/env bash
# Russian speech of one man: the sentences of Debian's voice festvox-ru, as recorded, in WORKDIR/festvox-ru: 16 kHz mono WAV
# and the manifests train, dev and test, with 80, 8 and 12 % of the sentences. Nothing of it is committed.
# usage: scripts/corpora/festvox-ru.sh [WORKDIR]      (default: $ATTUNE_WORK or .work)
set -euo pipefail

# shellcheck source=scripts/corpora/debian.sh
source "$(dirname "$0")/debian.sh"
work=${1:-${ATTUNE_WORK:-.work}}
package=festvox-ru

# shellcheck disable=SC2119 # nothing but what all of them need
need

mkdir -p "$work/festvox-ru/clips"
out=$(cd "$work/festvox-ru" && pwd)
fetch "$package"
voice=$unpacked/usr/share/festival/voices/russian/msu_ru_nsh_clunits
cp "$voice"/wav/*.wav "$out/clips/"
notices "$package" copyright
python3 "$here/festvox_ru.py" "$voice/etc/txt.done.data" "$out"
say "manifests and clips are in $out"
