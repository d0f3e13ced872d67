#!/usr/bin/env bash
# Packs what a machine with an NVIDIA GPU needs to check and time this compiler's code: artifacts that are compiled here,
# and a Python program. That machine needs the driver, Python with numpy and, for cuBLAS beside each time, PyTorch; no LLVM
# and no CUDA toolkit. There: tar xf gpu-check.tar.xz && python3 gpu-check/gpu-check.py (under 10 minutes).
#   scripts/pack-gpu-check.sh [ARCHIVE]          build/gpu-check.tar.xz by default
#   scripts/pack-gpu-check.sh ARCHIVE --fast     arguments go to scripts/gpu-check/compile-rows.py
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

archive=${1:-build/gpu-check.tar.xz}
shift || true
staging=$(mktemp -d)
trap 'rm -rf "$staging"' EXIT
mkdir "$staging/gpu-check"
# The libraries hold PTX, which any later chip's driver translates, and machine code where ptxas is here.
/usr/bin/python3 scripts/gpu-check/compile-rows.py build/bin/aicc \
  benchmarks/workloads/gemm.json "$staging/gpu-check" --capped nvidia-a800 nvidia-l20 nvidia-rtx4090d "$@"
cp scripts/gpu-check/{gpu-check,driver,artifact,instructions}.py "$staging/gpu-check/"
tar -C "$staging" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cJf "$archive" gpu-check
bytes=$(stat -c %s "$archive")
echo "pack-gpu-check: $archive has $bytes bytes"
((bytes < 64000000)) || { echo "pack-gpu-check: expected less than 64 MB" >&2; exit 1; }
