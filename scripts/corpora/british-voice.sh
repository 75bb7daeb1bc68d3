#!/usr/bin/env bash
# A British woman's HTS voice for Festival, out of a flight simulator's data (Debian package of 914 MB, GPL-2+): unpacks
# cstr_uk_female-1.0.htsvoice (2.2 MB) into WORKDIR/british-voice. Nothing of it is committed.
# usage: scripts/corpora/british-voice.sh [WORKDIR]      (default: $ATTUNE_WORK or .work)
set -euo pipefail

# shellcheck source=scripts/corpora/debian.sh
source "$(dirname "$0")/debian.sh"
work=${1:-${ATTUNE_WORK:-.work}}
package=flightgear-data-base
voice=cstr_uk_female-1.0.htsvoice

need sha256sum

mkdir -p "$work/british-voice"
out=$(cd "$work/british-voice" && pwd)
fetch "$package"
notices "$package" copyright
cp "$unpacked/usr/share/games/flightgear/ATC/$voice" "$out/$voice.part"
echo "09acb9bf4c19b5b829ab6c801462f3a6226469c92e63a4c0a692f2fd1c001a5d  $out/$voice.part" | sha256sum --check --quiet ||
  say "the voice is not the one that models/source-en was trained on"
mv "$out/$voice.part" "$out/$voice"
say "the voice is in $out"
