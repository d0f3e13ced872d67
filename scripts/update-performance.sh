#!/usr/bin/env bash
# Measures workloads with aicc bench and writes the pages of results; commit them. Run it on a machine that does nothing else.
#   scripts/update-performance.sh products [--repeat 10 …]  docs/Performance.md: products and their epilogues, half an hour
#   scripts/update-performance.sh attention [--threads 2 …] docs/PerformanceAttention.md: decode, attention, blocks
#   scripts/update-performance.sh tuned [--fast …]          docs/PerformanceTuned.md: packed products, tuned before; an hour
#   scripts/update-performance.sh tuned-attention [--dtype bf16 …]  docs/PerformanceAttentionTuned.md: attention, tuned before
# What follows goes to aicc bench, and to aicc tune before it. AICC_PAGE_SUFFIX=.x86-64-avx512 writes
# docs/Performance….x86-64-avx512.md, so that a page of another machine stays.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

page=${1:-}
[[ $page == products || $page == attention || $page == tuned || $page == tuned-attention ]] ||
  { echo "update-performance: expected products, attention, tuned or tuned-attention; found '$page'" >&2 && exit 1; }
shift
scripts/install-deps.sh
scripts/build.sh aicc aicc-tune-worker
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

# measure NAME FILE OPTION...: the report NAME
measure() {
  local name=$1 file=$2
  shift 2
  build/bin/aicc bench "$file" --json "$results/$name.json" "$@"
}

# tuned NAME FILE STATE THREADS OPTION...: tunes the rows that OPTION takes, then measures them as NAME
tuned() {
  local name=$1 file=$2 state=$3 rows=(--threads "$4" --database "$results/$1.db")
  shift 4
  build/bin/aicc tune "$file" "${rows[@]}" --cache "$state" --trials "${AICC_TRIALS:-64}" "$@"
  measure "$name" "$file" "${rows[@]}" --state "$state" --tuned=cached "$@"
}

# The page is written only where all of it could be.
write() {
  local file=${1%.md}${AICC_PAGE_SUFFIX:-}.md title=$2
  shift 2
  /usr/bin/python3 scripts/format-performance.py "$title" "${@/#/$results/}" >"$results/page.md"
  cp "$results/page.md" "$file"
  git status --short "$file"
}

if [[ $page == products ]]; then
  # Everything with all threads and weights packed; the fast rows with one thread and with weights as they are stored.
  gemm=benchmarks/workloads/gemm.json
  measure packed "$gemm" --mode prepacked --threads "$(nproc)" "$@"
  measure single "$gemm" --mode prepacked --threads 1 --fast --state warm "$@"
  measure streams "$gemm" --mode prepacked --threads 1 --filter decode --state cold "$@"
  measure stored "$gemm" --mode unpacked --threads "$(nproc)" --fast "$@"
  measure fused benchmarks/workloads/fused.json --threads "$(nproc)" "$@"
  write docs/Performance.md Products packed.json single.json streams.json stored.json fused.json
  scripts/update-predictions.sh
elif [[ $page == tuned ]]; then
  gemm=benchmarks/workloads/gemm.json packed=(--mode prepacked --layout nk)
  tuned warm "$gemm" warm "$(nproc)" "${packed[@]}" "$@"
  tuned cold "$gemm" cold "$(nproc)" "${packed[@]}" --filter 'decode$' "$@"
  tuned single "$gemm" cold 1 "${packed[@]}" --filter 'decode$' "$@"
  write docs/PerformanceTuned.md 'Tuned products' warm.json cold.json single.json
elif [[ $page == tuned-attention ]]; then
  scripts/install-peers.sh
  attention=benchmarks/workloads/attention.json
  tuned prefill "$attention" warm "$(nproc)" --filter 'prefill|chunked|bert|swa' "$@"
  tuned decode "$attention" cold "$(nproc)" --filter '[.]decode[.]' "$@"
  write docs/PerformanceAttentionTuned.md 'Tuned attention' prefill.json decode.json
else
  scripts/install-peers.sh
  measure decode benchmarks/workloads/gemm.json --filter 'decode$' --mode prepacked --state cold --threads "$(nproc)" "$@"
  measure streams benchmarks/workloads/gemm.json --filter 'decode$' --mode prepacked --state cold --threads 1
  measure attention benchmarks/workloads/attention.json "$@"
  scripts/write-graph-workload.py "$results/graphs" --dtype bf16,f32
  measure graphs "$results/graphs/workload.json" "$@"
  write docs/PerformanceAttention.md 'Decode and attention' decode.json streams.json attention.json graphs.json
fi
