#!/usr/bin/env bash
# Configures and builds into build/. Arguments are targets; without any, everything is built.
#   scripts/build.sh            everything, tests included
#   scripts/build.sh aicc       the compiler only
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

start=$SECONDS
cmake -S . -B build -G Ninja \
  -DCMAKE_C_COMPILER=clang-22 -DCMAKE_CXX_COMPILER=clang++-22 \
  -DCMAKE_EXE_LINKER_FLAGS=-fuse-ld=lld \
  -DCMAKE_SHARED_LINKER_FLAGS=-fuse-ld=lld \
  -DCMAKE_MODULE_LINKER_FLAGS=-fuse-ld=lld
echo "build: configured in $((SECONDS - start)) s"

start=$SECONDS
cmake --build build --target "${@:-all}"
echo "build: ${*:-all} built in $((SECONDS - start)) s"
