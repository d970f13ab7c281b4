#!/bin/sh
# The official Python client against the double: installs it into a folder of its own, starts a double, and tries what
# official_python.py tries. Run from anywhere; needs Rust, Python 3 and a package index. PYTHON names a Python that has
# the client already.
set -eu
cd "$(dirname "$0")/../../.."
scratch="$(mktemp -d)"
trap 'kill "${double:-}" 2>/dev/null || true; rm -rf "$scratch"' EXIT INT TERM
if [ -z "${PYTHON:-}" ]; then
    python3 -m venv "$scratch/venv"
    "$scratch/venv/bin/pip" install --quiet 'alibabacloud_r_kvstore20150101==7.0.0'
    PYTHON="$scratch/venv/bin/python"
fi
cargo build --quiet -p acs-double
mkfifo "$scratch/ready"
cargo run --quiet -p acs-double -- --port 0 \
    --credentials id:first-secret --credentials sid:second-secret:session-token-text > "$scratch/ready" &
double=$!
exec 3< "$scratch/ready"
read -r line <&3
"$PYTHON" conformance/double/scripts/official_python.py "${line##* }" \
    id first-secret sid second-secret session-token-text
