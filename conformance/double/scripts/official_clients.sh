#!/bin/sh
# Official clients against the double: installs them into a folder of its own, starts a double, and tries what
# official_python.py, official_python_core.py and official_node.js try. Run from anywhere; needs Rust, and of Python 3
# and Node what is to be tried, with their package indexes.
#
#     official_clients.sh [python] [python-core] [node]        all three, if none is named
#
# PYTHON, PYTHON_CORE and NODE_PATH name what has the clients already.
set -eu
cd "$(dirname "$0")/../../.."
scratch="$(mktemp -d)"
trap 'kill "${double:-}" 2>/dev/null || true; rm -rf "$scratch"' EXIT INT TERM

# A Python with these packages.
python() {
    python3 -m venv "$scratch/$1"
    "$scratch/$1/bin/pip" install --quiet $2
    echo "$scratch/$1/bin/python"
}

cargo build --quiet -p acs-double
mkfifo "$scratch/ready"
cargo run --quiet -p acs-double -- --port 0 --spec spec --spec codegen/core/tests/obstacle/PutLamp.json \
    --credentials id:first-secret --credentials sid:second-secret:session-token-text > "$scratch/ready" &
double=$!
exec 3< "$scratch/ready"
read -r line <&3
keys="${line##* } id first-secret sid second-secret session-token-text"
scripts=conformance/double/scripts
for client in ${*:-python python-core node}; do
    echo "== $client"
    case "$client" in
    python)
        "${PYTHON:-$(python new 'alibabacloud_r_kvstore20150101==7.0.0')}" $scripts/official_python.py $keys
        ;;
    python-core)
        "${PYTHON_CORE:-$(python old 'aliyun-python-sdk-core==2.16.1 aliyun-python-sdk-r-kvstore==2.20.17')}" \
            $scripts/official_python_core.py $keys
        ;;
    node)
        if [ -z "${NODE_PATH:-}" ]; then
            npm install --silent --no-audit --no-fund --prefix "$scratch/node" \
                @alicloud/r-kvstore20150101@6.4.0 @alicloud/openapi-core@1.0.8 @alicloud/pop-core@1.8.0
            export NODE_PATH="$scratch/node/node_modules"
        fi
        node $scripts/official_node.js $keys
        ;;
    *)
        echo "official_clients.sh: there is no client \`$client\`" >&2
        exit 2
        ;;
    esac
done
