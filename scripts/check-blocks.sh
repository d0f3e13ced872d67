#!/usr/bin/env bash
# Generates fused graphs and whole decoder blocks, compiles and runs them, compares the results with the oracle and times
# them. Small sizes unless --full gives the published ones. The status is non-zero where a row fails.
#   scripts/check-blocks.sh                                     every row, small, f32 and bf16
#   scripts/check-blocks.sh --full --dtype bf16 --repeat 10 '_block'  rows whose names match a pattern
#   scripts/check-blocks.sh --set norm=layer --set rope=interleaved 'llama_block.*'  another field than the row's
set -euo pipefail
scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

size=--small dtypes="f32 bf16" repeat=3 fields=() patterns=()
while [ $# -gt 0 ]; do
  case $1 in
    --full) size= ;;
    --dtype) dtypes=${2//,/ } && shift ;;
    --repeat) repeat=$2 && shift ;;
    --set) fields+=(--set "$2") && shift ;;
    --help) sed -n '2,6s/^# *//p' "$0" && exit 0 ;;
    -*) echo "check-blocks: expected --full, --dtype, --repeat, --set or patterns; found $1" >&2 && exit 1 ;;
    *) patterns+=(-e "$1") ;;
  esac
  shift
done

rows=$(python3 "$scripts/generate-graph.py" --list | cut -d' ' -f1)
[ ${#patterns[@]} -eq 0 ] || rows=$(grep "${patterns[@]}" <<<"$rows") ||
  { echo "check-blocks: no row matches; scripts/generate-graph.py --list shows them" >&2 && exit 1; }
aicc=$(command -v aicc || echo "$scripts/../build/bin/aicc")
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
for dtype in $dtypes; do
  for row in $rows; do
    module=$results/$row.$dtype
    # shellcheck disable=SC2086
    python3 "$scripts/generate-graph.py" "$row" --dtype "$dtype" $size "${fields[@]}" -o "$module.mlir"
    # A row that fails leaves a report that the table shows as a failure; the others still run.
    "$aicc" run "$module.mlir" --check --repeat "$repeat" --json >"$module.json" 2>"$module.log" ||
      { echo "check-blocks: $row $dtype: aicc run ended with status $?" && grep -m 5 'error' "$module.log"; } >&2
  done
done
python3 "$scripts/format-runs.py" "$results"/*.json
