import { parse } from 'csv-parse/sync';
import { hello, RunningGateway, simulated } from './running-gateway.js';

describe('reports of the gateway', () => {
  let gateway: RunningGateway;
  let sim: Awaited<ReturnType<typeof simulated<'one' | 'two'>>>;
  const day = new Date().toISOString().slice(0, 10);

  beforeAll(async () => {
    sim = await simulated('one', 'two');
    gateway = await RunningGateway.start({
      config: {
        providers: sim.providers,
        currency: { code: 'EUR', perUsd: '0.8612' },
        keys: [
          { id: 'search', key: 'k-search', tenant: 'acme' },
          { id: 'ops', key: 'k-ops', rights: ['ledger:read'] },
        ],
      },
    });
    sim.upstreams.one.behave({ times: 2, promptTokens: 1_000_000, completionTokens: 1 });
    sim.upstreams.two.behave({ promptTokens: 500_000, completionTokens: 1 });
    await complete('one/m', 'feature=plain');
    await complete('one/m', 'feature==2+3');
    await complete('two/m', 'feature=a b', { user: 'ada' });
  });
  afterAll(async () => {
    await gateway?.stop();
    await sim?.stop();
  });

  const complete = (model: string, tags: string, more: object = {}) =>
    gateway.post('/v1/chat/completions', JSON.stringify({ model, ...hello, ...more }), {
      authorization: 'Bearer k-search',
      'x-llm-router-tags': tags,
    });

  const admin = { authorization: 'Bearer k-ops' };
  const get = (path: string, headers = {}) =>
    gateway.get(`/admin/ledger/${path}`, { ...admin, ...headers });

  it('knows the end users that requests name', async () => {
    const { body } = await get('usage?groupBy=user');
    expect(body.data).toEqual([
      expect.objectContaining({ dimensions: { user: 'ada' }, requests: 1 }),
      expect.objectContaining({ dimensions: { user: null }, requests: 2 }),
    ]);
  });

  it('adds up by dimensions and by time, with filters', async () => {
    const { status, headers, body } = await get('usage?groupBy=model,key&bucket=day&tenant=acme');
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    expect(body.data).toEqual([
      expect.objectContaining({
        bucket: day,
        dimensions: { model: 'one/m', key: 'search' },
        requests: 2,
        attempts: 2,
        costUsd: '2.000004',
        costEur: '1.7224034448',
        savedUsd: '0',
        savedEur: '0',
        tokens: expect.objectContaining({ input: 2_000_000 }),
      }),
      expect.objectContaining({
        dimensions: { model: 'two/m', key: 'search' },
        costUsd: '0.500002',
      }),
    ]);
    const filtered = async (query: string) =>
      (await get(`usage?groupBy=provider&${query}`)).body.data.map(
        (row: { dimensions: { provider: string } }) => row.dimensions.provider,
      );
    expect(await filtered('tag:feature=a%20b')).toEqual(['two']);
    expect(await filtered('tag:feature=a%20b&tag:feature=plain')).toEqual(['one', 'two']);
    expect(await filtered('tenant=')).toEqual([]);
    expect(await filtered('from=2999-01-01')).toEqual([]);
  });

  it('sends CSV that spreadsheets only read', async () => {
    const asked = await get('usage?groupBy=tag:feature', { accept: 'text/csv' });
    expect(asked.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(asked.headers.get('content-disposition')).toContain('usage.csv');
    const rows: Record<string, string>[] = parse(asked.body, { columns: true });
    expect(rows.map((row) => [row['tag:feature'], row['requests'], row['cost_usd']])).toEqual([
      ["'=2+3", '1', '1.000002'],
      ['a b', '1', '0.500002'],
      ['plain', '1', '1.000002'],
    ]);
    const named = await get('usage?groupBy=region&bucket=month&format=csv');
    expect(parse(named.body)).toEqual([
      expect.arrayContaining(['month', 'region', 'requests', 'saved_usd']),
      expect.arrayContaining([day.slice(0, 7), '', '2.500006']),
    ]);
    expect((await get('usage?from=2999-01-01&format=csv')).body).toMatch(/^model,requests,.*\r\n$/);
  });

  it('names movers', async () => {
    const { body } = await get(`movers?dimension=key&from=${day}&to=2999-01-01&limit=1`);
    expect(body).toMatchObject({
      total: expect.objectContaining({
        costUsd: '2.500006',
        costEur: '2.1530051672',
        costBeforeUsd: '0',
        changeUsd: '2.500006',
        ratio: null,
      }),
      data: [{ value: 'search', changeUsd: '2.500006', requests: 3 }],
    });
  });

  it('forecasts', async () => {
    expect((await get('forecast?tenant=acme')).body).toMatchObject({
      month: day.slice(0, 7),
      spentUsd: '2.500006',
      expectedUsd: null,
      method: 'none',
    });
    expect((await get('forecast?month=2020-01')).body).toMatchObject({ expectedUsd: '0' });
  });

  it('prices the same tokens elsewhere', async () => {
    const { body } = await get('what-if?models=two/m&provider=one');
    expect(body).toMatchObject({
      attempts: 2,
      actual: { costUsd: '2.000004', costEur: '1.7224034448', costUnknown: 0 },
      data: [
        expect.objectContaining({
          model: 'two/m',
          costUsd: '2.000004',
          differenceUsd: '0',
          priceVersion: 'options',
        }),
      ],
    });
    const unknown = await get('what-if?models=two/n');
    expect([unknown.status, unknown.body.error.code]).toEqual([404, 'model_not_found']);
  });

  const reconcile = (body: object) =>
    gateway.post('/admin/ledger/reconcile', JSON.stringify(body), admin);
  const tomorrow = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
  const range = { provider: 'one', from: day, to: tomorrow };

  it('reconciles an invoice', async () => {
    const csv = `Date,Model,Cents\n${day},m,250\n`;
    const columns = { day: 'Date', model: 'Model', amount: 'Cents' };
    const { status, body } = await reconcile({ ...range, csv, columns, unit: 'cents' });
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({
        invoicedUsd: '2.5',
        ledgerUsd: '2.000004',
        differenceUsd: '0.499996',
        causes: [expect.objectContaining({ cause: 'not in the ledger', amountUsd: '0.499996' })],
        data: [expect.objectContaining({ day, model: 'm', differenceUsd: '0.499996' })],
      }),
    ]);
    const lines = await reconcile({ ...range, invoice: [{ amount: '2.00' }] });
    expect(lines.body).toMatchObject({
      differenceUsd: '-0.000004',
      causes: [{ cause: 'rounding', amountUsd: '-0.000004' }],
    });
  });

  it.each([
    ['usage?groupBy=modle', 'groupBy', 'model, provider, kind'],
    ['usage?groupBy=day', 'groupBy', 'is not a dimension'],
    ['usage?bucket=year', 'bucket', 'hour, day, week, month'],
    ['usage?format=xml', 'format', 'json or csv'],
    ['usage?colour=red', 'colour', 'groupBy, bucket, from, to, format, model, provider'],
    ['usage?from=2026-12-01&to=2026-11-01', 'from', 'later than'],
    ['movers', 'from', 'from is missing'],
    ['movers?from=2026-11-01&to=2026-12-01&againstFrom=2026-10-01', 'againstFrom', 'neither'],
    ['forecast?month=soon', 'month', '2026-11'],
    ['what-if', 'models', 'models is missing'],
  ])('refuses %s and says what is legal', async (path, param, legal) => {
    const { status, body } = await get(path);
    expect([status, body.error.param]).toEqual([400, param]);
    expect(body.error.message).toContain(legal);
  });

  it.each([
    [{ ...range, csv: 'a\n1' }, 'columns', 'which column'],
    [{ ...range, csv: 'a\n1', columns: { amount: 'b' } }, 'columns', 'It has: a.'],
    [{ ...range, invoice: [{ amount: 'x' }] }, 'invoice[0].amount', 'not an amount'],
    [
      { ...range, invoice: [{ amount: 1, colour: 1 }] },
      'colour',
      'in invoice.0. Legal: day, model, amount, tokens.',
    ],
    [{ ...range, from: 'soon', invoice: [] }, 'from', 'from: "soon" is not legal. Legal: a day'],
    [range, 'invoice', 'either'],
  ])('refuses the invoice %j', async (body, param, message) => {
    const refused = await reconcile(body);
    expect([refused.status, refused.body.error.param]).toEqual([400, param]);
    expect(refused.body.error.message).toContain(message);
  });

  it('is for keys that may read the ledger, and described at /docs', async () => {
    const other = { authorization: 'Bearer k-search' };
    for (const path of ['usage', 'movers', 'forecast', 'what-if']) {
      expect((await get(path, other)).status).toBe(403);
    }
    expect((await gateway.post('/admin/ledger/reconcile', '{}', other)).status).toBe(403);
    const { body } = await gateway.get('/docs-json');
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        '/admin/ledger/movers',
        '/admin/ledger/forecast',
        '/admin/ledger/what-if',
        '/admin/ledger/reconcile',
      ]),
    );
  });
});
