#!/usr/bin/env bash
# Measures workloads with aicc bench and writes the pages of results; commit them. Run it on a machine that does nothing else.
#   scripts/update-performance.sh products [--fast …]       docs/Performance.md: products and their epilogues, half an hour
#   scripts/update-performance.sh attention [--threads 2 …] docs/PerformanceAttention.md: decode, attention, blocks
# What follows goes to aicc bench.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

page=${1:-}
[[ $page == products || $page == attention ]] ||
  { echo "update-performance: expected products or attention; found '$page'" >&2 && exit 1; }
shift
scripts/install-deps.sh
scripts/build.sh aicc
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

# measure NAME FILE OPTION...: the report NAME
measure() {
  local name=$1 file=$2
  shift 2
  build/bin/aicc bench "$file" --json "$results/$name.json" "$@"
}

# The page is written only where all of it could be.
write() {
  local file=$1 title=$2
  shift 2
  /usr/bin/python3 scripts/format-performance.py "$title" "${@/#/$results/}" >"$results/page.md"
  cp "$results/page.md" "$file"
  git status --short "$file"
}

if [[ $page == products ]]; then
  measure gemm benchmarks/workloads/gemm.json "$@"
  measure fused benchmarks/workloads/fused.json "$@"
  write docs/Performance.md Products gemm.json fused.json
  scripts/update-predictions.sh
else
  scripts/install-peers.sh
  measure decode benchmarks/workloads/gemm.json --filter 'decode$' --mode prepacked --state cold "$@"
  measure attention benchmarks/workloads/attention.json "$@"
  scripts/write-graph-workload.py "$results/graphs" --dtype bf16
  measure graphs "$results/graphs/workload.json" "$@"
  write docs/PerformanceAttention.md 'Decode and attention' decode.json attention.json graphs.json
fi
