#!/usr/bin/env bash
# Builds a language model of a domain: its training transcripts and general English texts, interpolated with weights tuned on dev.
# usage: scripts/models/domain-lm.sh TRAIN DEV TEST OUT [WORKDIR]      (default: $ATTUNE_WORK or .work)
# The first three are manifests; texts that contain a transcript of TEST are refused. The general texts are made in WORKDIR
# if they are missing. OUT is replaced.
set -euo pipefail

project=$(cd "$(dirname "$0")/../.." && pwd)
train=${1:?give a manifest to learn from} dev=${2:?give a dev manifest} test=${3:?give a test manifest}
out=${4:?give a file for the language model}
work=${5:-${ATTUNE_WORK:-$project/.work}}

"$project/scripts/corpora/general-en.sh" "$work"
mkdir -p "$(dirname "$out")"
rm -f "$out"
"$project/scripts/attune" lm build "$train" "$work/general-en"/{examples,definitions,fortunes,jargon,messages}.txt \
  --prune 0,0,1 --vocabulary 40000 --dev "$dev" --exclude "$test" -o "$out"
