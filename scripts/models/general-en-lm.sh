#!/usr/bin/env bash
# Builds the general English language model that stands beside the source model.
# usage: scripts/models/general-en-lm.sh [WORKDIR]      (default: $ATTUNE_WORK or .work)
# The texts come from five Debian packages, which are fetched and unpacked below WORKDIR, not installed.
set -euo pipefail

project=$(cd "$(dirname "$0")/../.." && pwd)
out=${1:-${ATTUNE_WORK:-.work}}/general-en
packages=(wordnet-base fortunes fortunes-min jargon-text dict-devil)

for tool in apt-get dpkg-deb python3; do
  command -v "$tool" > /dev/null || { echo "general-en-lm.sh: $tool is missing; install it first" >&2; exit 2; }
done

mkdir -p "$out/packages"
out=$(cd "$out" && pwd)
# Run as root: apt's download user may not write to a private folder.
(cd "$out" && apt-get -o APT::Sandbox::User=root download -qq "${packages[@]}")
for package in "${packages[@]}"; do
  dpkg-deb -x "$out/$package"_*.deb "$out/packages"
done
PYTHONPATH=$project/scripts:$project/scripts/models/source-en \
  python3 "$project/scripts/models/general-en/texts.py" "$out/packages" "$out"

[[ -f $project/target/attune.jar ]] || (cd "$project" && mvn -B -q package -DskipTests)
"$project/scripts/attune" lm build "$out"/{examples,definitions,fortunes,jargon,devil}.txt \
  --order 3 --prune 0,0,1 --vocabulary 40000 --dev "$out/dev.txt" \
  --exclude "$project/corpora/asterisk-en/test.jsonl" -o "$project/models/general-en/general-en.lm"
