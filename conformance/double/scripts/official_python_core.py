#!/usr/bin/env python3
"""The older official Python core (aliyun-python-sdk-core, which signs HMAC-SHA1) against the double: RPC and ROA.

    python official_python_core.py http://127.0.0.1:PORT ID SECRET SESSION_ID SESSION_SECRET TOKEN

Needs the packages aliyun-python-sdk-core and aliyun-python-sdk-r-kvstore (see official_clients.sh, which starts a double
as well). Prints a line for each thing that was tried, and ends with status 1 if any did not go as the documentation says.
"""
import json
import os
import sys
import urllib.request
from urllib.parse import urlparse

# Nobody may be asked for credentials but this script.
os.environ["ALIBABA_CLOUD_ECS_METADATA_DISABLED"] = "true"

from aliyunsdkcore.acs_exception.exceptions import ServerException  # noqa: E402
from aliyunsdkcore.auth.credentials import StsTokenCredential  # noqa: E402
from aliyunsdkcore.client import AcsClient  # noqa: E402
from aliyunsdkcore.request import CommonRequest, RoaRequest  # noqa: E402
from aliyunsdkr_kvstore.request.v20150101.DescribeInstancesRequest import DescribeInstancesRequest  # noqa: E402

URL, ID, SECRET, SESSION_ID, SESSION_SECRET, TOKEN = sys.argv[1:7]
HOST = urlparse(URL).netloc
FAILURES = 0


def control(path, body=None):
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(f"{URL}/_double/{path}", data)) as answer:
        return json.load(answer)


def expect(what, wanted, found):
    global FAILURES
    sound = wanted == found
    FAILURES += not sound
    print(f"{'ok  ' if sound else 'FAIL'} {what}: {found}" + ("" if sound else f", expected {wanted}"))


def client(key_id=ID, secret=SECRET):
    return AcsClient(key_id, secret, "cn-beijing", auto_retry=False)


def session(token=TOKEN):
    credential = StsTokenCredential(SESSION_ID, SESSION_SECRET, token)
    return AcsClient(region_id="cn-beijing", credential=credential, auto_retry=False)


FIELDS = dict(
    RegionId="cn-beijing", ZoneId="cn-beijing-f", InstanceClass="kvcache.cu.g4b.2", ComputeUnitNum="1",
    VkName="tk-2ze4bba3c8fe", VSwitchId="vsw-bp1e7clcw529l773d", ChargeType="PrePaid", Period="1",
    InstanceName="缓存_node",
)
FIELDS["Tag.1.Key"], FIELDS["Tag.1.Value"] = "team", "a b+c*~%&=/ü!'()"


def request(method="POST", in_body=(), form="JSON", **changes):
    common = CommonRequest(domain=HOST, version="2015-01-01", action_name="CreateTairKVCacheVNode")
    common.set_method(method)
    common.set_protocol_type("http")
    common.set_accept_format(form)
    for name, value in {**FIELDS, **changes}.items():
        if value is not None:
            (common.add_body_params if name in in_body else common.add_query_param)(name, value)
    return common


def outcome(of, what):
    try:
        return 200, of.do_action_with_exception(what).decode()
    except ServerException as error:
        return error.get_http_status(), error.get_error_code()


def created(answer):
    status, text = answer
    return json.loads(text)["InstanceId"] if status == 200 else answer


control("reset", {})
for method in ["GET", "POST"]:
    first = created(outcome(client(), request(method, ClientToken=f"t-{method}")))
    expect(f"{method}: created", "tv-", first[:3])
    expect(f"{method}: same token, same instance", first, created(outcome(client(), request(method, ClientToken=f"t-{method}"))))
    for what, wanted, of, changes in [
        ("same token, other request", (400, "IdempotentParameterMismatch"), client(), dict(ClientToken=f"t-{method}", Period="2")),
        ("dry run", (400, "DryRunOperation"), client(), dict(DryRun="true")),
        ("a name too short", (400, "InvalidInstanceName.Malformed"), client(), dict(InstanceName="x")),
        ("period missing", (400, "MissingParameter"), client(), dict(Period=None)),
        ("wrong secret", (400, "SignatureDoesNotMatch"), client(secret="wrong"), {}),
        ("unknown key", (404, "InvalidAccessKeyId.NotFound"), client(key_id="nobody"), {}),
        ("another session's token", (400, "InvalidSecurityToken.MismatchWithAccessKey"), session("nope"), {}),
    ]:
        expect(f"{method}: {what}", wanted, outcome(of, request(method, **changes)))
    expect(f"{method}: a session creates", "tv-", created(outcome(session(), request(method)))[:3])
    # The one way by which this client leaves it to the caller what form the answer has.
    for changes, wanted, part in [({}, 200, "<InstanceId>tv-"), ({"InstanceName": "x"}, 400, "<Code>InvalidInstanceName.Malformed<")]:
        status, _, body = client().get_response(request(method, form="XML", **changes))
        expect(f"{method}: XML, {wanted}", (wanted, True), (status, part in body.decode()))
    control("scenario", {"throttle": {}})
    expect(f"{method}: throttled", (400, "Throttling"), outcome(client(), request(method)))
    control("scenario", {"clock": {"advance_s": 1000}})
    expect(f"{method}: a clock 1,000 seconds away", (400, "InvalidTimeStamp.Expired"), outcome(client(), request(method)))
    control("scenario", {"clock": "system"})
name = created(outcome(client(), request(in_body=["InstanceName", "Tag.1.Key", "Tag.1.Value"])))
expect("some values in the body", "tv-", name[:3])
sent = dict(map(tuple, control("state")["created"][-1]["parameters"]))
expect("what was sent arrived", ("a b+c*~%&=/ü!'()", "缓存_node"), (sent["Tag.1.Value"], sent["InstanceName"]))

served = {operation["name"]: operation for operation in control("operations")}
if "DescribeInstances" in served:
    listing = DescribeInstancesRequest()
    listing.set_endpoint(HOST)
    listing.set_protocol_type("http")
    listing.set_PageSize(30)
    expect("another operation lists", 200, outcome(client(), listing)[0])
if "PutLamp" in served:
    # An ROA operation of the obstacle course, by the older signature of such requests.
    def lamp(method="PUT", **headers):
        roa = RoaRequest(served["PutLamp"]["product"], served["PutLamp"]["version"], "PutLamp",
                         method=method, uri_pattern="/lamps/[LampId]/state", path_params={"LampId": "l1"})
        roa.set_endpoint(HOST)
        roa.set_protocol_type("http")
        roa.add_header("x-trace", "t-1")
        roa.add_header("Content-Type", "application/json")
        for header, value in headers.items():
            roa.add_header(header, value)
        roa.add_query_param("tags", '["a b","ü"]')
        roa.set_content(b'{"body": {"state": "on", "level": 3}}')
        return roa

    before = control("state")["count"]
    expect("ROA: done", 200, outcome(client(), lamp())[0])
    expect("ROA: a session does", 200, outcome(session(), lamp())[0])
    expect("ROA: both were done", before + 2, control("state")["count"])
    expect("ROA: wrong secret", (400, "SignatureDoesNotMatch"), outcome(client(secret="wrong"), lamp()))
    expect("ROA: another method", (405, "UnsupportedHTTPMethod"), outcome(client(), lamp("DELETE")))
text = json.dumps(control("requests"))
expect("secrets in what is recorded", [], [secret for secret in (SECRET, SESSION_SECRET, TOKEN) if secret in text])
print("the official client and the double agree" if FAILURES == 0 else f"{FAILURES} did not go as documented")
sys.exit(FAILURES > 0)
