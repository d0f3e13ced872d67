#!/usr/bin/env bash
# From a bare machine to numbers: installs, builds the compiler, then compiles, runs, checks and times each example.
# Each row's FMA peak is measured beside it, since clocks drift. The status is non-zero where a check fails.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/install-deps.sh
scripts/build.sh aicc

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
for module in examples/*.mlir; do
  name=$(basename "$module" .mlir)
  echo "quickstart: $module"
  # A module that fails leaves a report that the table shows as a failure; the other modules still run.
  build/bin/aicc run "$module" --entry main --seed 1 --check --repeat 20 --json >"$results/$name.json" ||
    echo "quickstart: $module: aicc run ended with status $?" >&2
done
/usr/bin/python3 scripts/format-runs.py "$results"/*.json
