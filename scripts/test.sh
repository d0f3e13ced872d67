#!/usr/bin/env bash
# Installs what is missing, builds everything and runs every test. The last line is `N passed, N failed[, N skipped]`;
# the exit status is 0 only where something passed and nothing failed.
#   scripts/test.sh                  every test
#   scripts/test.sh --filter=tile    arguments go to lit
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

report=build/test/results.xml
start=$SECONDS
scripts/install-deps.sh
# Not from the distribution, and not needed to build: where it cannot be had, tests that assemble are unsupported.
scripts/install-ptxas.sh || echo "test: no ptxas; tests that need it are unsupported" >&2
echo "test: packages took $((SECONDS - start)) s"

start=$SECONDS
scripts/build.sh
echo "test: building took $((SECONDS - start)) s"

start=$SECONDS
rm -f "$report"
status=0
/usr/lib/llvm-22/bin/lit -sv --xunit-xml-output "$report" "$@" build/test || status=$?
echo "test: running took $((SECONDS - start)) s"
# The report fails a run in which nothing passed; lit's own status fails one that it could not finish.
/usr/bin/python3 scripts/summarize-lit.py "$report" || exit 1
exit "$status"
