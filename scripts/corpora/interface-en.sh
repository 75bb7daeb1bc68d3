#!/usr/bin/env bash
# What programs for mail, calls and offices say to people, for language models of spoken menus, in WORKDIR/interface-en:
# messages.txt and help.txt, one sentence per line.
# usage: scripts/corpora/interface-en.sh [WORKDIR]      (default: $ATTUNE_WORK or .work)
# They come from Debian packages, which are fetched and unpacked, not installed. Does nothing if they exist.
set -euo pipefail

# shellcheck source=scripts/corpora/debian.sh
source "$(dirname "$0")/debian.sh"
out=${1:-${ATTUNE_WORK:-.work}}/interface-en
packages=(claws-mail-i18n evolution-common gnome-calls gnome-control-center-data gnome-user-docs libreoffice-l10n-de
  pidgin-data)

[[ ! -e $out/help.txt ]] || exit 0 # which is written last
# shellcheck disable=SC2119 # nothing but what all of them need
need
mkdir -p "$out"
out=$(cd "$out" && pwd)
fetch "${packages[@]}"
PYTHONPATH=$here/..:$here/../models/source-en:$here/../models/general-en python3 "$here/interface_en.py" "$unpacked" "$out"
