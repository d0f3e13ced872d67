#!/usr/bin/env bash
# Records timings of random candidates for rows of gemm.json, replays the searches on them, and writes docs/Tuning.md with its
# pictures; commit the results. Run it on a machine that does nothing else.
#   scripts/update-tuning.sh [--device ID] [--candidates N] [--only REGEX]
# measures the rows that have no table yet ("square.1024 f32" is a row's name); remove a table to have it measured anew. A row
# takes five minutes with the default of 2000 candidates. --candidates 0 only prints the page.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

device=host candidates=2000 only=.
while (($#)); do
  case $1 in
    --device) device=$2 ;;
    --candidates) candidates=$2 ;;
    --only) only=$2 ;;
    *) echo "update-tuning: expected --device, --candidates or --only; found '$1'" >&2 && exit 1 ;;
  esac
  shift 2
done
workload=benchmarks/workloads/gemm.json tables=benchmarks/tuning/tables threads=$(nproc)
build=${AICC_BUILD:-build}
scripts/build.sh aicc aicc-tune-table aicc-tune-worker
[[ $device == host ]] && device=$("$build/bin/aicc" device list --json |
  python3 -c 'import json, sys; print(*[device["id"] for device in json.load(sys.stdin) if device["host"]])')
mkdir -p "$tables" docs/pictures
partial=$(mktemp)
trap 'rm -f "$partial"' EXIT

# "ID DTYPE" of the fast rows.
rows() {
  python3 - "$workload" <<'END'
import json, sys
workload = json.load(open(sys.argv[1]))
for row in workload["gemm"]:
    if row["id"] in workload["fast"]:
        for dtype in row["dtypes"]:
            print(row["id"], dtype)
END
}

while read -r id dtype <&3; do
  table=$tables/$device.$id.$dtype.x$threads.json.gz
  [[ $candidates == 0 || -e $table || ! "$id $dtype" =~ $only ]] && continue
  "$build/bin/aicc-tune-table" "$workload" "^${id//./\\.}\$" "$dtype" "$threads" "$candidates" 64 "$device" | gzip -9n >"$partial"
  cp "$partial" "$table"
done 3< <(rows)

# The best library beside each row that has a table; a report a device.
if [[ $candidates != 0 ]]; then
  "$build/bin/aicc" bench "$workload" --fast --mode prepacked --layout nk --state warm --threads "$threads" --target "$device" \
    --json "$partial" >&2
  gzip -9nc "$partial" >"$tables/../peers-$device.json.gz"
fi
python3 scripts/format-tuning.py "$tables"/*.json.gz --pictures docs/pictures --peers "$tables"/../peers-*.json.gz >"$partial"
cp "$partial" docs/Tuning.md
git status --short docs benchmarks/tuning
