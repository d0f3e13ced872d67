#!/usr/bin/env bash
# Installs what building, testing and running aicc need, from the distribution's packages (Debian 12).
# Does nothing, without touching the network, when everything is there.
set -euo pipefail

packages=(
  cmake ninja-build ccache git
  clang-22 lld-22 llvm-22-dev llvm-22-tools libmlir-22-dev mlir-22-tools
  libcli11-dev nlohmann-json3-dev libgtest-dev libsvm-dev libsqlite3-dev
  python3 python3-numpy python3-jsonschema
  # For scripts/install-ptxas.sh.
  python3-venv
  # The system's OpenMP, and a second compiler that links artifacts as users do.
  gcc g++ libgomp1
  # What the LLVM package's CMake files look for.
  zlib1g-dev libzstd-dev libxml2-dev
  # What aicc bench compares with.
  libdnnl-dev libopenblas-dev
  # Lets lit end a test that hangs.
  python3-psutil
  # Tests run code for other processors under emulation.
  qemu-user
  libc6-dev-arm64-cross libgcc-12-dev-arm64-cross libc6-dev-riscv64-cross libgcc-12-dev-riscv64-cross
)

missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
  [[ $status == installed ]] || missing+=("$package")
done
if ((${#missing[@]} == 0)); then
  echo "install-deps: all ${#packages[@]} packages are there"
  exit 0
fi

as_root=()
if ((EUID != 0)); then
  if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root=(sudo -n)
  else
    echo "install-deps: these packages are missing: ${missing[*]}" >&2
    echo "install-deps: installing them needs root or password-less sudo; as root, run" >&2
    echo "    apt-get update && apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 1
  fi
fi

echo "install-deps: installing ${missing[*]}"
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install -q -y --no-install-recommends "${missing[@]}"
