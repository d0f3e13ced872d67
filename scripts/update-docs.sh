#!/usr/bin/env bash
# Regenerates docs/Reference from TableGen; commit the result.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/build.sh aicc-docs
mkdir -p docs/Reference
rm -f docs/Reference/*.md
cp build/docs/reference/*.md docs/Reference/
git status --short docs/Reference
