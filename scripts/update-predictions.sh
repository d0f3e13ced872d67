#!/usr/bin/env bash
# Predicts the suite's rows on every NVIDIA device and writes the section of docs/Performance.md; commit the result.
# Takes a minute and needs no GPU.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/build.sh aicc
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
reports=()
for device in a100 a800 l20 rtx4090d h20 h800 h100 h200; do
  for workload in gemm fused; do
    report="$results/$device-$workload.json"
    build/bin/aicc bench "benchmarks/workloads/$workload.json" --predict --target "nvidia-$device" --dtype bf16,i8 \
      --mode prepacked --json "$report" >"$results/log"
    reports+=("$report")
  done
done
/usr/bin/python3 scripts/format-predictions.py docs/Performance.md "${reports[@]}"
git status --short docs/Performance.md
