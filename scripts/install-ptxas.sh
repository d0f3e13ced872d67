#!/usr/bin/env bash
# Puts NVIDIA's assembler, ptxas, into build/ptxas/bin: out of the public Python package of the CUDA compiler, without the
# rest of CUDA. aicc needs it for machine code only (--emit=cubin, and in shared libraries beside the PTX); tests that
# assemble are unsupported without it. Does nothing where build/ptxas or PATH has one. NVIDIA's licence applies to it.
#   scripts/install-ptxas.sh && export PATH="$PATH:$PWD/build/ptxas/bin"
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# One version, so that two machines assemble alike.
package=nvidia-cuda-nvcc==13.0.88
folder=build/ptxas

if found=$(PATH="$PATH:$PWD/$folder/bin" command -v ptxas); then
  echo "install-ptxas: there is $found"
  exit 0
fi
# --without-pip would save seconds, but pip is what knows the package's place for this processor.
rm -rf "$folder"
/usr/bin/python3 -m venv "$folder"
"$folder/bin/python3" -m pip install --quiet --disable-pip-version-check --no-deps --no-compile "$package"
assembler=$(find "$PWD/$folder/lib" -path '*/bin/ptxas' -type f)
ln -s "$assembler" "$folder/bin/ptxas"
"$folder/bin/ptxas" --version | tail -1
