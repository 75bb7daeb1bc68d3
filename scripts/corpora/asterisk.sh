#!/usr/bin/env bash
# Makes a corpus of Debian's Asterisk prompts: G.722 to 16 kHz mono FLAC, manifests, checksums.
# usage: scripts/corpora/asterisk.sh [en|ru] [OUT]
# English, the default, rebuilds corpora/asterisk-en of this project; its transcripts and splits are there, its audio is
# CC-BY-SA-3.0. Russian goes to $ATTUNE_WORK/asterisk-ru or .work/asterisk-ru; its transcripts and splits are in
# asterisk_ru.tsv beside this script; audio and wording are CC-BY-3.0, Maxim Topal, ivrvoice.ru.
set -euo pipefail

# shellcheck source=scripts/corpora/debian.sh
source "$(dirname "$0")/debian.sh"
home=$here/../../corpora/asterisk-en
language=en
case ${1:-} in en | ru) language=$1 && shift ;; esac
if [[ $language == en ]]; then
  out=${1:-$home} table=$home/transcripts.tsv speaker=en_US_f_Allison
else
  out=${1:-${ATTUNE_WORK:-.work}/asterisk-ru} table=$here/asterisk_ru.tsv speaker=ru_RU_f_IvrvoiceRU
fi
package=asterisk-core-sounds-$language-g722

need ffmpeg flac

mkdir -p "$out/clips"
fetch "$package"
sounds=$unpacked/usr/share/asterisk/sounds/$speaker

# One clip: the temporary WAV has neither date nor tags, so the FLAC's bytes depend on the encoder alone.
decode() {
  local key=$1 wav=$fetched/clip.wav flac=$out/clips/$1.flac
  mkdir -p "$(dirname "$flac")"
  ffmpeg -nostdin -v error -y -f g722 -i "$sounds/$key.g722" -ar 16000 -ac 1 -c:a pcm_s16le -bitexact "$wav"
  flac --silent --force -8 --no-padding --no-seektable -o "$flac" "$wav"
}

while IFS=$'\t' read -r key _ _ _ split _; do
  case $split in train | dev | test) decode "$key" ;; esac
done < <(tail -n +2 "$table")

[[ $out -ef $home ]] || cp "$table" "$out/transcripts.tsv"
[[ $language == ru || $out -ef $home ]] || cp "$home/LICENSE" "$out/"
python3 "$here/asterisk.py" "$language" "$table" "$out"
(cd "$out" && find . -name '*.flac' -o -name '*.jsonl' -o -name transcripts.tsv | LC_ALL=C sort | xargs sha256sum > SHA256SUMS)
say "$out is complete"
