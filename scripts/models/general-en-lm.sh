#!/usr/bin/env bash
# Builds the general English language model that stands beside the source model.
# usage: scripts/models/general-en-lm.sh [WORKDIR]      (default: $ATTUNE_WORK or .work)
# The texts come from five Debian packages, which are fetched and unpacked, not installed.
set -euo pipefail

project=$(cd "$(dirname "$0")/../.." && pwd)
out=${1:-${ATTUNE_WORK:-.work}}/general-en
packages=(wordnet-base fortunes fortunes-min jargon-text dict-devil)

# shellcheck source=scripts/corpora/debian.sh
source "$project/scripts/corpora/debian.sh"
need

mkdir -p "$out"
out=$(cd "$out" && pwd)
fetch "${packages[@]}"
PYTHONPATH=$project/scripts:$project/scripts/models/source-en \
  python3 "$project/scripts/models/general-en/texts.py" "$unpacked" "$out"

[[ -f $project/target/attune.jar ]] || (cd "$project" && mvn -B -q package -DskipTests)
"$project/scripts/attune" lm build "$out"/{examples,definitions,fortunes,jargon,devil}.txt \
  --order 3 --prune 0,0,1 --vocabulary 40000 --dev "$out/dev.txt" \
  --exclude "$project/corpora/asterisk-en/test.jsonl" -o "$project/models/general-en/general-en.lm"
