#!/usr/bin/env bash
# Records timings of random candidates for some rows of gemm.json, replays the searches on them, and writes docs/Tuning.md
# with its picture; commit the result. Run it on a machine that does nothing else. The arguments are the candidates a row
# (default 150) and the trials of a replay (default 64).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

rows=("bert-base.attn_out f32" "bert-base.ffn1 bf16" "square.1024 f32" "batch16.4096 bf16" "llama3-8b.qkv.decode bf16")
build=${AICC_BUILD:-build}
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
for row in "${rows[@]}"; do
  read -r id dtype <<<"$row"
  "$build/bin/aicc-tune-table" benchmarks/workloads/gemm.json "^${id//./\\.}\$" "$dtype" "$(nproc)" "${1:-150}" "${2:-64}" \
    >"$results/$id.$dtype.json"
done
mkdir -p docs/pictures
/usr/bin/python3 scripts/format-tuning.py "$results"/*.json --picture docs/pictures/tuning.svg >"$results/Tuning.md"
cp "$results/Tuning.md" docs/Tuning.md
git status --short docs/Tuning.md docs/pictures
