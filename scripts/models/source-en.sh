#!/usr/bin/env bash
# Makes the speech that the English source models are pretrained on, trains them, models/source-en and its sibling for live
# sound, models/source-en-streaming, and gives them the general English language model of models/general-en.
# usage: scripts/models/source-en.sh [--speech | --held-out] [WORKDIR]      (default: $ATTUNE_WORK or .work)
# With --speech it ends when all speech exists. With --held-out it makes the three sets of people whom the models have not
# heard, heldout-*.jsonl in WORKDIR/source-en, and nothing else, which takes a minute.
#
# Stages: packages, sentences, british_voice, synthesis, queen, steelsky, drascula, other, real, manifests, leakage,
# provenance, training, language model, probe, measuring. Each leaves a file in WORKDIR/source-en; a stage whose file
# exists is skipped, so after a kill just start it again. Delete a stage's file (and those after it) to repeat it.
# Everything is drawn from fixed seeds.
set -euo pipefail

wanted=models
case ${1:-} in
  --speech | --held-out)
    wanted=${1#--}
    shift
    ;;
esac
project=$(cd "$(dirname "$0")/../.." && pwd)
helpers=$project/scripts/models/source-en
prompts=$project/corpora/asterisk-en/transcripts.tsv
mkdir -p "${1:-${ATTUNE_WORK:-.work}}/source-en"
work=$(realpath --relative-to="$project" "${1:-${ATTUNE_WORK:-.work}}")
out=$work/source-en
cd "$project" # a model keeps its commands, which so name no folder of this machine
export PYTHONPATH=$project/scripts
packages=(flite festival festvox-kdlpc16k festvox-us-slt-hts espeak-ng sox libsox-fmt-all ffmpeg
  wordnet-base fortunes fortunes-min)

say() { echo "source-en: $*" >&2; }

sentences() {
  python3 "$helpers/sentences.py" "$out" "$prompts"
  python3 "$helpers/plan.py" "$out"
}

british_voice() { "$project/scripts/corpora/british-voice.sh" "$work"; }

synthesis() {
  python3 "$helpers/speak.py" "$out" 2 > "$out/speak.log"
  tail -n 1 "$out/speak.log" > "$out/spoken.txt"
}

queen() { "$project/scripts/corpora/queen.sh" "$work"; }

steelsky() { "$project/scripts/corpora/steelsky.sh" "$work"; }

drascula() { "$project/scripts/corpora/drascula.sh" "$work"; }

other() { "$project/scripts/corpora/other.sh" "$work"; }

real() { python3 "$helpers/real.py" "$work" "$prompts"; }

manifests() { python3 "$helpers/manifests.py" "$out" "$work" "$work/real" "$prompts"; }

held_out() {
  "$project/scripts/corpora/queen.sh" --dialogues "$work"
  python3 "$helpers/speak.py" "$out" 2 heldout-awb
  python3 "$helpers/manifests.py" "$out" "$work"
}

leakage() { python3 "$helpers/leakage.py" "$out" "$prompts"; }

provenance() { python3 "$helpers/provenance.py" "$out" "$work/real" "$project/scripts/corpora/queen_en.tsv"; }

# leg NAME MANIFEST COMMAND ARGUMENTS: a run; an interrupted one is resumed, a finished one kept.
leg() {
  local run=$out/$1 train=$out/$2 resume=()
  shift 2
  [[ ! -e $run/done ]] || return 0
  [[ ! -e $run/plan.json ]] || resume=(--resume)
  ATTUNE_JAVA_OPTS="${ATTUNE_JAVA_OPTS:--Xmx9g}" scripts/attune "$@" --train "$train" \
    --dev "$out/dev.jsonl" --out "$run" --batch-size 32 --patience 0 "${resume[@]}"
  touch "$run/done"
}

# Each leg stays within two hours on two idle cores. The first three make models/source-en, the others its sibling for live
# sound, whose stem stays as it is: first on people alone, then with synthetic voices.
train() {
  local stem=models/speech-embedding/embedding_model.onnx
  leg leg1 train.jsonl pretrain --stem "$stem" --layers 3 --units 320 --dropout 0.15 --epochs 3 --learning-rate 0.001 \
    --augment light --kernel onednn-bf16 --seed 1
  leg leg2 train-more.jsonl adapt -m "$out/leg1/model.attune" --epochs 3 --learning-rate 0.0006 --augment light \
    --kernel onednn-bf16 --seed 2 --no-lm
  leg leg3 train.jsonl adapt -m "$out/leg2/adapted.attune" --epochs 2 --learning-rate 0.0004 --augment light \
    --kernel onednn-bf16 --seed 3 --no-lm
  grep '"voice": "human"' "$out/train-more.jsonl" > "$out/people.jsonl"
  leg streaming1 people.jsonl pretrain --stem "$stem" --streaming --layers 3 --units 384 --dropout 0.1 --epochs 4 \
    --learning-rate 0.001 --augment light --kernel onednn-bf16 --seed 1
  leg streaming2 train-more.jsonl adapt -m "$out/streaming1/model.attune" --train-layers from:lstm1 --epochs 2 \
    --learning-rate 0.0006 --augment light --kernel onednn-bf16 --seed 2 --no-lm
}

# add_language_model RUN/MODEL NAME: adds the general English language model to the network, its weight tuned on the dev
# clips whose text the language model was not trained on: those of the games and of the grammar, but not WordNet and the
# fortunes.
add_language_model() {
  grep -vE '"kind": ?"(example|definition|fortune|phrase)"' "$out/dev.jsonl" > "$out/dev-language.jsonl"
  rm -f "$out/$2.attune" # of an interrupted run
  scripts/attune lm tune -m "$out/$1" --lm models/general-en/general-en.lm --dev "$out/dev-language.jsonl" \
    --out "$out/$2.attune"
  mv "$out/$2.attune" "models/$2/$2.attune"
}

# add_probe NAME: adds a probe of the model's own domain, by which models adapted from it show what they forget. Its texts
# can be read and its features, roughly, be played; so it is of clips that anyone may pass on: synthetic voices, but not the
# British one, which read WordNet and the grammar's sentences.
add_probe() {
  grep -vE '"kind": ?"(queen|fortune)"|"speaker": ?"uk"' "$out/dev.jsonl" > "$out/dev-probe.jsonl"
  scripts/attune probe -m "models/$1/$1.attune" --dev "$out/dev-probe.jsonl" --out "models/$1/$1.attune"
}

# measure NAME: the error rates in the model's README, on held-out speakers, without and with its language model. The
# sentences of awb come from sources of the language model, so with it only the game counts.
measure() {
  scripts/attune evaluate -m "$1" --test "$out/heldout-awb.jsonl" --greedy
  scripts/attune evaluate -m "$1" --test "$out/heldout-drascula.jsonl" --greedy
  scripts/attune evaluate -m "$1" --test "$out/heldout-queen.jsonl" --greedy
  scripts/attune evaluate -m "$1" --test "$out/heldout-queen.jsonl"
}

# stage NAME FILE: runs the function NAME unless FILE, which it writes last, exists.
stage() {
  if [[ -e $2 ]]; then
    say "$1: done before"
  else
    say "$1"
    "$1" >&2
  fi
}

"$project/scripts/corpora/packages.sh" "${packages[@]}"
stage sentences "$out/jobs.jsonl"
if [[ $wanted == held-out ]]; then
  stage drascula "$work/drascula/summary.json"
  held_out
  exit
fi
stage british_voice "$work/british-voice/cstr_uk_female-1.0.htsvoice"
stage synthesis "$out/spoken.txt"
stage queen "$work/queen/cutaways-summary.json"
stage steelsky "$work/steelsky/summary.json"
stage drascula "$work/drascula/summary.json"
stage other "$work/other/summary.json"
stage real "$work/real/summary.json"
stage manifests "$out/checks.json"
stage leakage "$out/leakage.json"
stage provenance "$out/speech.json"
if [[ $wanted == speech ]]; then
  exit
fi
[[ -f target/attune.jar ]] || mvn -B -q package -DskipTests
train
add_language_model leg3/adapted.attune source-en
add_language_model streaming2/adapted.attune source-en-streaming
add_probe source-en
add_probe source-en-streaming
measure source-en
measure source-en-streaming
