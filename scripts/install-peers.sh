#!/usr/bin/env bash
# Makes build/peers, a virtual environment with the Python libraries that aicc bench compares attention with: PyTorch and
# ONNX Runtime. Without it these peers are reported as absent, and tests that need them are unsupported. Does nothing
# where it is complete. The package index's PyTorch for x86-64 brings NVIDIA's libraries along, 5 GB that are not used;
# AICC_PIP_ARGS can name an index that has one for processors only:
#   AICC_PIP_ARGS='--index-url …' scripts/install-peers.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# One version each, so that two machines compare with the same.
packages=(torch==2.15.0 onnxruntime==1.32.0 onnx==1.23.2 numpy==2.4.6)
folder=build/peers

# aicc bench finds contestants beside it.
add_programs() {
  mkdir -p build/bin
  for peer in pytorch onnxruntime; do
    # -B: nothing is written beside sources.
    printf '#!/bin/sh\nexec "%s" -B "%s" "$@"\n' "$PWD/$folder/bin/python3" "$PWD/benchmarks/peers/aicc-peer-$peer.py" \
      >"build/bin/aicc-peer-$peer"
    chmod +x "build/bin/aicc-peer-$peer"
  done
  echo "install-peers: $folder has ${packages[*]}"
}

if [[ "$(cat "$folder/packages" 2>/dev/null)" == "${packages[*]}" ]]; then
  add_programs
  exit 0
fi
rm -rf "$folder"
/usr/bin/python3 -m venv "$folder"
read -ra arguments <<<"${AICC_PIP_ARGS:-}"
"$folder/bin/python3" -m pip install --quiet --disable-pip-version-check --no-compile "${arguments[@]}" "${packages[@]}"
# Written last: an installation that was interrupted is none.
echo "${packages[*]}" >"$folder/packages"
add_programs
