#!/bin/sh
# schemathesis against the double's JSON door, described by the exported OpenAPI: no server error, no undocumented
# status, no other media type. Run from anywhere; needs Rust, Python 3 and a package index. Arguments go to schemathesis.
#
#     conformance/double/scripts/schemathesis.sh --max-examples 500
set -eu
cd "$(dirname "$0")/../../.."
operation="${OPERATION:-CreateTairKVCacheVNode}"
scratch="$(mktemp -d)"
trap 'kill "${double:-}" 2>/dev/null || true; rm -rf "$scratch"' EXIT INT TERM
if [ -z "${SCHEMATHESIS:-}" ]; then
    python3 -m venv "$scratch/venv"
    "$scratch/venv/bin/pip" install --quiet schemathesis
    SCHEMATHESIS="$scratch/venv/bin/schemathesis"
fi
cargo build --quiet -p acsgen -p acs-double
cargo run --quiet -p acsgen -- export openapi "$operation" > "$scratch/openapi.json"
mkfifo "$scratch/ready"
cargo run --quiet -p acs-double -- --port 0 --no-auth > "$scratch/ready" &
double=$!
exec 3< "$scratch/ready"
read -r line <&3
"$SCHEMATHESIS" run "$scratch/openapi.json" --url "${line##* }" \
    --checks not_a_server_error,status_code_conformance,content_type_conformance "$@"
