#!/usr/bin/env bash
# Texts for language models of English, in WORKDIR/general-en: one file per source, one sentence per line, and dev.txt.
# usage: scripts/corpora/general-en.sh [WORKDIR]      (default: $ATTUNE_WORK or .work)
# They come from Debian packages, which are fetched and unpacked, not installed: dictionaries, fortunes, and what programs for
# mail, calls and offices say to people. Does nothing if they exist.
set -euo pipefail

# shellcheck source=scripts/corpora/debian.sh
source "$(dirname "$0")/debian.sh"
out=${1:-${ATTUNE_WORK:-.work}}/general-en
packages=(wordnet-base fortunes fortunes-min jargon-text dict-devil
  claws-mail-i18n evolution-common gnome-calls gnome-control-center-data libreoffice-l10n-de pidgin-data)

[[ ! -e $out/dev.txt ]] || exit 0 # which is written last
# shellcheck disable=SC2119 # nothing but what all of them need
need
mkdir -p "$out"
out=$(cd "$out" && pwd)
fetch "${packages[@]}"
PYTHONPATH=$here/..:$here/../models/source-en python3 "$here/../models/general-en/texts.py" "$unpacked" "$out"
