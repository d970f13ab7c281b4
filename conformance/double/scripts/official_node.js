#!/usr/bin/env node
// The official Node clients against the double: the generated one (@alicloud/r-kvstore20150101, which signs
// ACS3-HMAC-SHA256) and the older core (@alicloud/pop-core, which signs HMAC-SHA1, RPC and ROA).
//
//     node official_node.js http://127.0.0.1:PORT ID SECRET SESSION_ID SESSION_SECRET TOKEN
//
// Needs both packages where Node finds them (see official_node.sh, which installs them and starts a double). Prints a
// line for each thing that was tried, and ends with status 1 if any did not go as the documentation says.
'use strict';

// Nobody may be asked for credentials but this script.
process.env.ALIBABA_CLOUD_ECS_METADATA_DISABLED = 'true';

const [URL_TEXT, ID, SECRET, SESSION_ID, SESSION_SECRET, TOKEN] = process.argv.slice(2);
const http = require('http');
const { default: Client, CreateTairKVCacheVNodeRequest, CreateTairKVCacheVNodeRequestTag, DescribeInstancesRequest }
  = require('@alicloud/r-kvstore20150101');
const { $OpenApiUtil } = require('@alicloud/openapi-core');
const { RPCClient, ROAClient } = require('@alicloud/pop-core');

let failures = 0;

function expect(what, wanted, found) {
  const sound = JSON.stringify(wanted) === JSON.stringify(found);
  console.log(`${sound ? 'ok  ' : 'FAIL'} ${what}: ${JSON.stringify(found)}${sound ? '' : `, expected ${JSON.stringify(wanted)}`}`);
  failures += sound ? 0 : 1;
}

function exchange(method, path, body, headers) {
  return new Promise((resolve, reject) => {
    const request = http.request(URL_TEXT + path, { method, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part) => { text += part; }).on('end', () => resolve(text));
    });
    request.on('error', reject);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const control = async (path, body) =>
  JSON.parse(await exchange(body === undefined ? 'GET' : 'POST', `/_double/${path}`, body));

async function refused(what, wanted, call) {
  let found;
  try {
    found = ['no error', await call()];
  } catch (error) {
    found = [error.name, error.statusCode, error.code];
  }
  expect(what, wanted, found);
}

const client = (accessKeyId = ID, accessKeySecret = SECRET, securityToken = undefined, more = {}) =>
  new Client(new $OpenApiUtil.Config({
    accessKeyId, accessKeySecret, securityToken, endpoint: new URL(URL_TEXT).host, protocol: 'HTTP', ...more,
  }));

const fields = (changes = {}) => ({
  regionId: 'cn-beijing',
  zoneId: 'cn-beijing-f',
  instanceClass: 'kvcache.cu.g4b.2',
  computeUnitNum: 1,
  vkName: 'tk-2ze4bba3c8fe',
  vSwitchId: 'vsw-bp1e7clcw529l773d',
  chargeType: 'PrePaid',
  period: 1,
  instanceName: '缓存_node',
  autoRenew: false,
  tag: [new CreateTairKVCacheVNodeRequestTag({ key: 'team', value: "a b+c*~%&=/ü!'()" })],
  ...changes,
});

const request = (changes) => new CreateTairKVCacheVNodeRequest(fields(changes));

// The same for the older core, by wire names.
const wire = (changes = {}) => {
  const out = {};
  for (const [name, value] of Object.entries(fields(changes))) {
    if (value === undefined) continue;
    if (name === 'tag') {
      value.forEach((tag, n) => { out[`Tag.${n + 1}.Key`] = tag.key; out[`Tag.${n + 1}.Value`] = tag.value; });
    } else {
      out[name[0].toUpperCase() + name.slice(1)] = value;
    }
  }
  return out;
};

async function generated() {
  const answer = await client().createTairKVCacheVNode(request({ clientToken: 'token-1' }));
  expect('created, status', 200, answer.statusCode);
  expect('created, what was asked for comes back', ['cn-beijing', 'tk-2ze4bba3c8fe'], [answer.body.regionId, answer.body.vkName]);
  const again = await client().createTairKVCacheVNode(request({ clientToken: 'token-1' }));
  expect('same token, same request: same instance', answer.body.instanceId, again.body.instanceId);
  await refused('same token, other request', ['ClientError', 400, 'IdempotentParameterMismatch'],
    () => client().createTairKVCacheVNode(request({ clientToken: 'token-1', period: 2 })));
  await refused('dry run', ['ClientError', 400, 'DryRunOperation'],
    () => client().createTairKVCacheVNode(request({ dryRun: true })));
  await refused('a name too short', ['ClientError', 400, 'InvalidInstanceName.Malformed'],
    () => client().createTairKVCacheVNode(request({ instanceName: 'x' })));
  await refused('period missing', ['ClientError', 400, 'MissingParameter'],
    () => client().createTairKVCacheVNode(request({ period: undefined })));
  await refused('wrong secret', ['ClientError', 400, 'SignatureDoesNotMatch'],
    () => client(ID, 'wrong').createTairKVCacheVNode(request()));
  await refused('unknown key', ['ClientError', 404, 'InvalidAccessKeyId.NotFound'],
    () => client('nobody').createTairKVCacheVNode(request()));
  await control('scenario', { throttle: { retry_after_ms: 1500 } });
  await refused('throttled', ['ThrottlingError', 400, 'Throttling'], () => client().createTairKVCacheVNode(request()));
  await control('scenario', { error: { code: 'QuotaNotEnough' } });
  await refused('an error on order', ['ClientError', 400, 'QuotaNotEnough'], () => client().createTairKVCacheVNode(request()));
  await control('scenario', { error: { code: 'ServiceUnavailable', at: 'gate' } });
  await refused('the service is down', ['ServerError', 503, 'ServiceUnavailable'], () => client().createTairKVCacheVNode(request()));
  await control('scenario', { clock: { advance_s: 1000 } });
  await refused('a clock 1,000 seconds away', ['ClientError', 400, 'InvalidTimeStamp.Expired'],
    () => client().createTairKVCacheVNode(request()));
  await control('reset', {});
  const session = await client(SESSION_ID, SESSION_SECRET, TOKEN).createTairKVCacheVNode(request());
  expect('a session creates', 200, session.statusCode);
  await refused('a session without its token', ['ClientError', 404, 'InvalidAccessKeyId.NotFound'],
    () => client(SESSION_ID, SESSION_SECRET).createTairKVCacheVNode(request()));
  const old = await client(ID, SECRET, undefined, { signatureAlgorithm: 'v2' }).createTairKVCacheVNode(request());
  expect('the older signature creates', 200, old.statusCode);
  const sent = Object.fromEntries((await control('state')).created[0].parameters);
  expect('what was sent arrived', ["a b+c*~%&=/ü!'()", '缓存_node'], [sent['Tag.1.Value'], sent.InstanceName]);
  const served = (await control('operations')).map((operation) => operation.name);
  if (served.includes('DescribeInstances')) {
    const list = await client().describeInstances(new DescribeInstancesRequest({ regionId: 'cn-beijing', pageSize: 30 }));
    expect('another operation lists', 200, list.statusCode);
  }
}

async function older() {
  const core = (accessKeyId = ID, accessKeySecret = SECRET, more = {}) =>
    new RPCClient({ accessKeyId, accessKeySecret, endpoint: URL_TEXT, apiVersion: '2015-01-01', ...more });
  const call = (parameters, options, ...of) => core(...of).request('CreateTairKVCacheVNode', parameters, options);
  const refusal = (what, wanted, run) => refused(what, wanted, async () => {
    try {
      return await run();
    } catch (error) {
      throw Object.assign(error, { statusCode: error.data && error.data.HostId ? 'in the service\'s form' : 'other' });
    }
  });
  const form = "in the service's form";
  for (const method of ['GET', 'POST']) {
    const options = { method };
    const created = await call(wire({ clientToken: `old-${method}` }), options);
    expect(`older core, ${method}: created`, ['cn-beijing', true], [created.RegionId, /^tv-/.test(created.InstanceId)]);
    const again = await call(wire({ clientToken: `old-${method}` }), options);
    expect(`older core, ${method}: same token, same instance`, created.InstanceId, again.InstanceId);
    const named = (name) => [`${name}Error`, form, name];
    await refusal(`older core, ${method}: same token, other request`, named('IdempotentParameterMismatch'),
      () => call(wire({ clientToken: `old-${method}`, period: 2 }), options));
    await refusal(`older core, ${method}: dry run`, named('DryRunOperation'), () => call(wire({ dryRun: true }), options));
    await refusal(`older core, ${method}: a name too short`, named('InvalidInstanceName.Malformed'),
      () => call(wire({ instanceName: 'x' }), options));
    await refusal(`older core, ${method}: wrong secret`, named('SignatureDoesNotMatch'), () => call(wire(), options, ID, 'wrong'));
    await refusal(`older core, ${method}: unknown key`, named('InvalidAccessKeyId.NotFound'), () => call(wire(), options, 'nobody'));
    await control('scenario', { throttle: {} });
    await refusal(`older core, ${method}: throttled`, named('Throttling'), () => call(wire(), options));
  }
  const session = await call(wire(), { method: 'POST' }, SESSION_ID, SESSION_SECRET, { securityToken: TOKEN });
  expect('older core: a session creates', 'cn-beijing', session.RegionId);
  const lamp = (await control('operations')).find((operation) => operation.name === 'PutLamp');
  if (lamp) await roa(lamp.version);
}

// An ROA operation of the obstacle course, by the older signature of such requests.
async function roa(apiVersion) {
  const core = (accessKeySecret, more = {}) => new ROAClient({
    accessKeyId: ID, accessKeySecret, endpoint: URL_TEXT, apiVersion, ...more,
  });
  const put = (of, query, headers = {}) => of.request('PUT', '/lamps/l1/state', query,
    JSON.stringify({ body: { state: 'on', level: 3 } }), { 'content-type': 'application/json', 'x-trace': 't-1', ...headers });
  const before = (await control('state')).count;
  await put(core(SECRET), { force: 'true', tags: '["a b","ü"]' });
  expect('ROA: done', before + 1, (await control('state')).count);
  await put(new ROAClient({
    accessKeyId: SESSION_ID, accessKeySecret: SESSION_SECRET, securityToken: TOKEN, endpoint: URL_TEXT, apiVersion,
  }), {});
  expect('ROA: a session does', before + 2, (await control('state')).count);
  for (const [what, wanted, of, headers] of [
    ['wrong secret', 'SignatureDoesNotMatch', core('wrong'), {}],
    ['date of another day', 'InvalidTimeStamp.Expired', core(SECRET), { date: 'Sun, 06 Nov 1994 08:49:37 GMT' }],
  ]) {
    try {
      await put(of, {}, headers);
      expect(`ROA: ${what}`, wanted, 'no error');
    } catch (error) {
      expect(`ROA: ${what}`, wanted, error.code);
    }
  }
}

(async () => {
  await control('reset', {});
  await generated();
  await older();
  const text = JSON.stringify(await control('requests'));
  expect('secrets in what is recorded', [], [SECRET, SESSION_SECRET, TOKEN].filter((secret) => text.includes(secret)));
  console.log(failures === 0 ? 'the official clients and the double agree' : `${failures} did not go as documented`);
  process.exitCode = failures === 0 ? 0 : 1;
})();
