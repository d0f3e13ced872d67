#!/usr/bin/env bash
# Measures every workload with aicc bench and writes docs/Performance.md; commit the result. Takes an hour; run it on
# a machine that does nothing else. Arguments go to aicc bench: --fast measures the small set only.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/install-deps.sh
scripts/build.sh aicc
scripts/install-peers.sh
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
for workload in gemm fused attention; do
  build/bin/aicc bench "benchmarks/workloads/$workload.json" --json "$results/$workload.json" "$@"
done
scripts/write-graph-workload.py "$results/graphs" --dtype bf16
build/bin/aicc bench "$results/graphs/workload.json" --json "$results/graphs.json" "$@"
# The page is written only where all of it could be.
/usr/bin/python3 scripts/format-performance.py "$results"/{gemm,fused,attention,graphs}.json >"$results/Performance.md"
cp "$results/Performance.md" docs/Performance.md
scripts/update-predictions.sh
git status --short docs/Performance.md
