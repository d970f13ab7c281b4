#!/usr/bin/env python3
"""The official Python client against the double: creates, dry-runs, is refused, is throttled.

    python official_python.py http://127.0.0.1:PORT ID SECRET [SESSION_ID SESSION_SECRET TOKEN]

Needs the package alibabacloud_r_kvstore20150101 (see official_clients.sh, which starts a double as well). Prints a line
for each thing that was tried, and ends with status 1 at the first that did not go as the documentation says.
"""
import json
import os
import sys
import urllib.request
from urllib.parse import urlparse

# Nobody may be asked for credentials but this script.
os.environ["ALIBABA_CLOUD_ECS_METADATA_DISABLED"] = "true"

from alibabacloud_r_kvstore20150101 import models  # noqa: E402
from alibabacloud_r_kvstore20150101.client import Client  # noqa: E402
from alibabacloud_tea_openapi.utils_models import Config  # noqa: E402

URL, ACCESS_KEY_ID, ACCESS_KEY_SECRET = sys.argv[1:4]
SESSION = sys.argv[4:7]


def control(path, body=None, method=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{URL}/_double/{path}", data, method=method)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def client(key_id=ACCESS_KEY_ID, secret=ACCESS_KEY_SECRET, token=None, **more):
    return Client(Config(
        access_key_id=key_id,
        access_key_secret=secret,
        security_token=token,
        endpoint=urlparse(URL).netloc,
        protocol="HTTP",
        **more,
    ))


def request(**changes):
    fields = dict(
        region_id="cn-beijing",
        zone_id="cn-beijing-f",
        instance_class="kvcache.cu.g4b.2",
        compute_unit_num=1,
        vk_name="tk-2ze4bba3c8fe",
        v_switch_id="vsw-bp1e7clcw529l773d",
        charge_type="PrePaid",
        period=1,
        instance_name="缓存 node".replace(" ", "_"),
        auto_renew=False,
        tag=[models.CreateTairKVCacheVNodeRequestTag(key="team", value="a b+c*~%&=/ü")],
    )
    fields.update(changes)
    return models.CreateTairKVCacheVNodeRequest(**fields)


def expect(what, wanted, found):
    sound = wanted == found
    print(f"{'ok  ' if sound else 'FAIL'} {what}: {found}" + ("" if sound else f", expected {wanted}"))
    if not sound:
        sys.exit(1)


def refused(what, wanted, call):
    try:
        answer = call()
        found = ("no error", answer)
    except Exception as error:  # noqa: BLE001 - the client's classes differ between versions
        found = (type(error).__name__, getattr(error, "status_code", None), getattr(error, "code", None))
    expect(what, wanted, found)


control("reset", {})
before = control("state")["count"]
expect("nothing is there", 0, before)

answer = client().create_tair_kvcache_vnode(request(client_token="token-1"))
expect("created, status", 200, answer.status_code)
expect("created, what was asked for comes back", ("cn-beijing", "tk-2ze4bba3c8fe"), (answer.body.region_id, answer.body.vk_name))
again = client().create_tair_kvcache_vnode(request(client_token="token-1"))
expect("same token, same request: same instance", answer.body.instance_id, again.body.instance_id)
refused("same token, other request", ("ClientException", 400, "IdempotentParameterMismatch"),
        lambda: client().create_tair_kvcache_vnode(request(client_token="token-1", period=2)))
refused("dry run", ("ClientException", 400, "DryRunOperation"),
        lambda: client().create_tair_kvcache_vnode(request(dry_run=True)))
refused("a name too short", ("ClientException", 400, "InvalidInstanceName.Malformed"),
        lambda: client().create_tair_kvcache_vnode(request(instance_name="x")))
refused("period missing", ("ClientException", 400, "MissingParameter"),
        lambda: client().create_tair_kvcache_vnode(request(period=None)))
refused("wrong secret", ("ClientException", 400, "SignatureDoesNotMatch"),
        lambda: client(secret="wrong").create_tair_kvcache_vnode(request()))
refused("unknown key", ("ClientException", 404, "InvalidAccessKeyId.NotFound"),
        lambda: client(key_id="nobody").create_tair_kvcache_vnode(request()))
control("scenario", {"throttle": {"retry_after_ms": 1500}})
refused("throttled", ("ThrottlingException", 400, "Throttling"),
        lambda: client().create_tair_kvcache_vnode(request()))
control("scenario", {"error": {"code": "QuotaNotEnough"}})
refused("an error on order", ("ClientException", 400, "QuotaNotEnough"),
        lambda: client().create_tair_kvcache_vnode(request()))
control("scenario", {"error": {"code": "ServiceUnavailable", "at": "gate"}})
refused("the service is down", ("ServerException", 503, "ServiceUnavailable"),
        lambda: client().create_tair_kvcache_vnode(request()))
if SESSION:
    key_id, secret, token = SESSION
    answer = client(key_id, secret, token).create_tair_kvcache_vnode(request())
    expect("a session creates", 200, answer.status_code)
    refused("a session without its token", ("ClientException", 404, "InvalidAccessKeyId.NotFound"),
            lambda: client(key_id, secret).create_tair_kvcache_vnode(request()))
old = client(signature_algorithm="v2").create_tair_kvcache_vnode(request())
expect("the older signature creates", 200, old.status_code)
wanted = 2 + (1 if SESSION else 0)
state = control("state")
expect("created in all", wanted, state["count"])
sent = dict(map(tuple, state["created"][0]["parameters"]))
expect("what was sent arrived", ("a b+c*~%&=/ü", "缓存_node"), (sent["Tag.1.Value"], sent["InstanceName"]))
text = json.dumps(control("requests"))
secrets = [ACCESS_KEY_SECRET] + SESSION[1:]
expect("secrets in what is recorded", [], [secret for secret in secrets if secret in text])
print("the official client and the double agree")
