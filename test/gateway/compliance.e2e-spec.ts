import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { policyCommand } from '../../apps/gateway/src/policy/policy-command.js';
import { readCases } from '../../apps/gateway/src/policy/read-cases.js';
import { hello, RunningGateway, simulated } from './running-gateway.js';

let sim: Awaited<ReturnType<typeof simulated<'eu' | 'us'>>>;
let gateway: RunningGateway;
let config: object;

const facts = {
  eu: {
    dpa: true,
    regions: ['eu-central-1'],
    jurisdictions: ['DE'],
    retentionDays: 0,
    sources: { dpa: { reference: 'Contract 7', date: '2026-01-01' } },
  },
  us: { regions: ['us-east-1'], jurisdictions: ['US'] },
};

beforeAll(async () => {
  sim = await simulated('eu', 'us');
  config = {
    providers: sim.providers.map((it) => ({ ...it, dataPolicy: facts[it.id] })),
    tiers: { cheap: ['us/m', 'eu/m'] },
    routing: { strategy: 'priority' },
    privacy: {
      unlabelled: 'public',
      detected: { card: 'restricted' },
      purposes: { support: 'Answers' },
      regionGroups: { eu: ['eu-*'] },
      policies: [
        { name: 'eu', when: { sensitivity: 'internal' }, require: { regions: ['eu'], dpa: true } },
        { name: 'nobody', when: { sensitivity: 'restricted' }, require: { providers: [] } },
      ],
    },
    keys: [
      { id: 'ops', key: 'k-admin', admin: true },
      { id: 'hr', key: 'k-hr', sensitivity: 'internal', purpose: 'support' },
    ],
  };
  gateway = await RunningGateway.start({ config });
});
afterAll(async () => {
  await gateway?.stop();
  await sim?.stop();
});

const admin = { authorization: 'Bearer k-admin' };
const complete = (headers: Record<string, string>, model = 'us/m') =>
  gateway.post('/v1/chat/completions', JSON.stringify({ model, ...hello }), headers);

it('refuses by key and by header, and says what is missing', async () => {
  for (const headers of [
    { authorization: 'Bearer k-hr' },
    { ...admin, 'x-llm-router-sensitivity': 'confidential' },
  ]) {
    const { status, body } = await complete(headers);
    expect([status, body.error.code]).toEqual([403, 'no_compliant_provider']);
    expect(body.error.message).toContain(
      'us/m: the policy "eu" requires regions eu, and it declares us-east-1; the policy "eu" requires a DPA, and it declares nothing about a DPA',
    );
  }
  expect((await complete({ ...admin, 'x-llm-router-purpose': 'spam' })).status).toBe(400);
  expect(sim.upstreams.us.requests).toHaveLength(0);
  expect((await complete({ authorization: 'Bearer k-hr' }, 'tier:cheap')).status).toBe(200);
  expect(sim.upstreams.us.requests).toHaveLength(0);
  expect((await complete(admin)).status).toBe(200);
});

it('explains what a class, a purpose, a finding and a key would come to', async () => {
  const explain = async (about: object) => {
    const request = { model: 'tier:cheap', ...hello };
    const { body } = await gateway.post(
      '/admin/route/explain',
      JSON.stringify({ request, ...about }),
      admin,
    );
    return body;
  };
  expect((await explain({ key: 'ops' })).targets).toHaveLength(2);
  expect(await explain({ key: 'hr' })).toMatchObject({
    targets: [{ candidate: 'eu/m' }],
    decision: { compliance: { sensitivity: 'internal', purposes: ['support'], policies: ['eu'] } },
  });
  expect(await explain({ sensitivity: 'internal' })).toMatchObject({
    targets: [{ candidate: 'eu/m' }],
  });
  expect(await explain({ entities: ['card'] })).toMatchObject({
    refusal: { code: 'no_compliant_provider' },
    decision: { compliance: { policies: ['eu', 'nobody'] } },
  });
});

it('gives the record of processing to keys with the right to it', async () => {
  const path = '/admin/compliance/record';
  expect((await gateway.get(path, { authorization: 'Bearer k-hr' })).status).toBe(403);
  const json = await gateway.get(path, admin);
  expect(json.body).toMatchObject({
    purposes: { support: 'Answers' },
    recipients: [
      { provider: 'eu', meets: ['eu'], thirdCountries: [] },
      { provider: 'us', meets: [], thirdCountries: ['US'] },
    ],
  });
  const document = await gateway.get(`${path}?format=md`, admin);
  expect(document.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
  expect(document.body).toContain('| eu (m) | DPA | Contract 7 | 2026-01-01 |');
  expect((await gateway.get(`${path}?format=pdf`, admin)).status).toBe(400);
});

describe('npm run policy', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'policy-'));
    writeFileSync(join(directory, 'mine.yaml'), JSON.stringify(config));
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  const run = async (args: string[], cases: unknown = []) => {
    writeFileSync(join(directory, 'cases.yaml'), JSON.stringify(cases));
    let text = '';
    const code = await policyCommand(args, {}, directory, (it) => (text += it));
    return { code, text };
  };
  const test = (cases: unknown) => run(['test', 'cases.yaml', '--config', 'mine.yaml'], cases);

  it('test: a table that holds', async () => {
    const asked = [sim.upstreams.eu, sim.upstreams.us].map((it) => it.requests.length);
    const { code, text } = await test([
      { name: 'public', request: { tier: 'cheap' }, allowed: ['eu', 'us/m'] },
      { name: 'key', request: { tier: 'cheap', key: 'hr' }, allowed: ['eu/m'] },
      { name: 'header', request: { tier: 'cheap', sensitivityFloor: 'internal' }, allowed: ['eu'] },
      { name: 'found', request: { tier: 'cheap', entities: ['card'] }, refused: true },
    ]);
    expect(text).toBe(
      '✓ public: us/m, eu/m\n✓ key: eu/m\n✓ header: eu/m\n✓ found: nobody\n\n4 of 4 cases passed.\n',
    );
    expect(code).toBe(0);
    expect([sim.upstreams.eu, sim.upstreams.us].map((it) => it.requests.length)).toEqual(asked);
  });

  it('test: every case that does not hold, and why', async () => {
    const { code, text } = await test([
      { name: 'too wide', request: { tier: 'cheap' }, allowed: ['eu'] },
      {
        name: 'too narrow',
        request: { tier: 'cheap', sensitivity: 'internal' },
        allowed: ['eu', 'us'],
      },
      { name: 'not refused', request: { tier: 'cheap' }, refused: true },
      { name: 'no such class', request: { tier: 'cheap', sensitivity: 'x' }, refused: true },
      { name: 'no such model', request: { tier: 'chaep' }, refused: true },
      { name: 'no such key', request: { tier: 'cheap', key: 'x' }, refused: true },
    ]);
    expect(code).toBe(1);
    expect(text).toContain('✗ too wide: us/m, eu/m\n    us/m would be sent the call\n');
    expect(text).toContain(
      '✗ too narrow: eu/m\n    us would not be sent the call: the policy "eu" requires regions eu',
    );
    expect(text).toContain('✗ not refused: us/m, eu/m\n');
    expect(text).toContain('sensitivity: "x" is no class of data.');
    expect(text).toContain('The model "tier:chaep" does not exist here.');
    expect(text).toContain('key: no key is called "x". Legal: ops, hr.');
    expect(text).toContain('0 of 6 cases passed.');
  });

  it('test: what is no table, no configuration or no command is told as such', async () => {
    const both = await test([{ name: 'both', request: {}, allowed: [], refused: true }]);
    expect(both.code).toBe(2);
    expect(both.text).toContain('either allowed (who may be sent the call), or refused: true');
    const missing = await run(['test', 'none.yaml', '--config', 'mine.yaml']);
    expect([missing.code, missing.text]).toEqual([2, expect.stringContaining('none.yaml')]);
    const config = await run(['record', '--config', 'none.yaml']);
    expect([config.code, config.text]).toEqual([2, expect.stringContaining('does not exist')]);
    for (const args of [[], ['test'], ['record', 'x'], ['record', '--format', 'pdf'], ['--x']]) {
      expect(await run(args)).toEqual({
        code: 2,
        text: expect.stringContaining('policy test <') as string,
      });
    }
  });

  it('test: the example is a table', () => {
    const example = 'apps/gateway/policy-cases.example.yaml';
    expect(readCases(example, join(__dirname, '../..'))).toHaveLength(4);
  });

  it('record: the same as the gateway gives', async () => {
    const { code, text } = await run(['record', '--config', 'mine.yaml']);
    expect(code).toBe(0);
    expect(text).toContain('# Record of processing: language models');
    const json = await run(['record', '--format', 'json', '--config', 'mine.yaml']);
    expect(JSON.parse(json.text)).toMatchObject({
      recipients: [{ provider: 'eu' }, { provider: 'us' }],
    });
  });
});
