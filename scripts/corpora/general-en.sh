#!/usr/bin/env bash
# Texts for language models of English, in WORKDIR/general-en: one file per source, one sentence per line, and dev.txt.
# usage: scripts/corpora/general-en.sh [WORKDIR]      (default: $ATTUNE_WORK or .work)
# They come from Debian packages, which are fetched (200 MB) and unpacked, not installed: dictionaries, fortunes, and what the
# programs listed in models/general-en/messages.tsv say to people. Does nothing if they exist.
set -euo pipefail

# shellcheck source=scripts/corpora/debian.sh
source "$(dirname "$0")/debian.sh"
out=${1:-${ATTUNE_WORK:-.work}}/general-en
packages=(wordnet-base fortunes fortunes-min jargon-text dict-devil)
mapfile -t programs < <(tail -n +2 "$here/../../models/general-en/messages.tsv" | cut -f 1)

[[ ${#programs[@]} -gt 0 ]] || exit 1 # tail has said why
[[ ! -e $out/dev.txt ]] || exit 0 # which is written last
# shellcheck disable=SC2119 # nothing but what all of them need
need
mkdir -p "$out"
out=$(cd "$out" && pwd)
fetch "${packages[@]}" "${programs[@]}"
PYTHONPATH=$here/..:$here/../models/source-en python3 "$here/../models/general-en/texts.py" "$unpacked" "$out"
