#!/usr/bin/env bash
# Builds the general English language model that goes with the source model.
# usage: scripts/models/general-en-lm.sh [WORKDIR]      (default: $ATTUNE_WORK or .work; its texts are made where missing)
set -euo pipefail

project=$(cd "$(dirname "$0")/../.." && pwd)
work=${1:-${ATTUNE_WORK:-.work}}
texts=$work/general-en

"$project/scripts/corpora/general-en.sh" "$work"
[[ -f $project/target/attune.jar ]] || (cd "$project" && mvn -B -q package -DskipTests)
rm -f "$project/models/general-en/general-en.lm"
"$project/scripts/attune" lm build "$texts"/{examples,definitions,fortunes,jargon,devil,messages}.txt \
  --order 3 --prune 0,0,1 --vocabulary 40000 --dev "$texts/dev.txt" \
  --exclude "$project/corpora/asterisk-en/test.jsonl" -o "$project/models/general-en/general-en.lm"
