#!/usr/bin/env bash
# Exports the attention fixtures of test/Graph/Inputs/Exported anew, with the exporters of the versions below, each in a virtual
# environment of its own outside the repository. Not needed to build or to test: the files are in the repository. It downloads
# several gigabytes, and takes five minutes after that.
#   scripts/export-fixtures.sh [folder for the environments, default: $TMPDIR/aicc-exporters]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

environments=${1:-${TMPDIR:-/tmp}/aicc-exporters}
fixtures=test/Graph/Inputs/Exported

# An environment's name, then its packages.
install() {
  local folder=$environments/$1
  [ -d "$folder" ] || python3 -m venv "$folder"
  "$folder/bin/pip" install --quiet --disable-pip-version-check "${@:2}"
}

install torch torch==2.15.0 torch-mlir==20261001 transformers==5.24.0 onnx==1.23.2 onnxscript==0.7.2
install jax jax==0.10.2 jaxlib==0.10.2 iree-base-compiler==3.13.0
install keras tensorflow-cpu==2.21.0 keras==3.15.1 tosa-converter-for-tflite==2026.2.0

for exporter in torch jax keras; do
  "$environments/$exporter/bin/python" "scripts/export-fixtures/${exporter}_models.py" "$fixtures"
done
