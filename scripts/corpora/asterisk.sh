#!/usr/bin/env bash
# Rebuilds corpora/asterisk-en from Debian's Asterisk prompts: G.722 to 16 kHz mono FLAC, manifests, checksums.
# usage: scripts/corpora/asterisk.sh [OUT]      (default: corpora/asterisk-en of this project)
# Transcripts and splits are read from corpora/asterisk-en/transcripts.tsv; the audio is CC-BY-SA-3.0.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
home=$here/../../corpora/asterisk-en
out=${1:-$home}
package=asterisk-core-sounds-en-g722

for tool in apt-get dpkg-deb ffmpeg flac python3; do
  command -v "$tool" > /dev/null || { echo "asterisk.sh: $tool is missing; install it first" >&2; exit 2; }
done

mkdir -p "$out/clips"
fetched=$(mktemp -d)
trap 'rm -rf "$fetched"' EXIT
# Run as root: apt's download user may not write to a private temporary folder.
(cd "$fetched" && apt-get -o APT::Sandbox::User=root download -qq "$package" && dpkg-deb -x "$package"_*.deb .)
sounds=$fetched/usr/share/asterisk/sounds/en_US_f_Allison

# One clip: the temporary WAV has neither date nor tags, so the FLAC's bytes depend on the encoder alone.
decode() {
  local key=$1 wav=$fetched/clip.wav flac=$out/clips/$1.flac
  mkdir -p "$(dirname "$flac")"
  ffmpeg -nostdin -v error -y -f g722 -i "$sounds/$key.g722" -ar 16000 -ac 1 -c:a pcm_s16le -bitexact "$wav"
  flac --silent --force -8 --no-padding --no-seektable -o "$flac" "$wav"
}

while IFS=$'\t' read -r key _ _ _ split _; do
  case $split in train | dev | test) decode "$key" ;; esac
done < <(tail -n +2 "$home/transcripts.tsv")

[[ $out -ef $home ]] || cp "$home/transcripts.tsv" "$home/LICENSE" "$out/"
PYTHONPATH="$here/.." python3 "$here/asterisk.py" "$home/transcripts.tsv" "$out"
(cd "$out" && find . -name '*.flac' -o -name '*.jsonl' -o -name transcripts.tsv | LC_ALL=C sort | xargs sha256sum > SHA256SUMS)
echo "asterisk.sh: $out is complete" >&2
