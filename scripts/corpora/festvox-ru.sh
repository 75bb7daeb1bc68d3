#!/usr/bin/env bash
# Russian speech of one man: the sentences of Debian's voice festvox-ru, as recorded, in WORKDIR/festvox-ru: 16 kHz mono WAV
# and the manifests train, dev and test, 80, 8 and 12 of a hundred sentences. Nothing of it is committed.
# usage: scripts/corpora/festvox-ru.sh [WORKDIR]      (default: $ATTUNE_WORK or .work)
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
work=${1:-${ATTUNE_WORK:-.work}}
package=festvox-ru

for tool in apt-get dpkg-deb python3; do
  command -v "$tool" > /dev/null || { echo "festvox-ru.sh: $tool is missing; install it first" >&2; exit 2; }
done

mkdir -p "$work/festvox-ru/clips"
out=$(cd "$work/festvox-ru" && pwd)
fetched=$(mktemp -d)
trap 'rm -rf "$fetched"' EXIT
# Run as root: apt's download user may not write to a private temporary folder.
(cd "$fetched" && apt-get -o APT::Sandbox::User=root download -qq "$package" && dpkg-deb -x "$package"_*.deb unpacked)
dpkg-deb -f "$fetched/$package"_*.deb Version > "$out/version.txt"
voice=$fetched/unpacked/usr/share/festival/voices/russian/msu_ru_nsh_clunits
cp "$voice"/wav/*.wav "$out/clips/"
# The licence asks that its notice goes with every copy.
cp "$fetched/unpacked/usr/share/doc/$package/copyright" "$out/"
PYTHONPATH="$here/.." python3 "$here/festvox_ru.py" "$voice/etc/txt.done.data" "$out"
echo "festvox-ru.sh: manifests and clips are in $out" >&2
