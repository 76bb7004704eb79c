import { collect, partsOf, providerCall } from '../adapter-calls.fixture.js';
import { DOCUMENT } from '../google/wire.fixture.js';
import { ReplayServer } from '../replay-server.fixture.js';
import { bedrock } from './bedrock.js';
import { vertex } from './vertex.js';

describe('vertex()', () => {
  it('speaks as Gemini does, with the token that is good now', async () => {
    const server = await ReplayServer.start();
    server.replaysJson(DOCUMENT);
    const tokens = ['ya29.first', 'ya29.second'];
    const adapter = vertex({
      project: 'my-project',
      location: 'europe-west4',
      accessToken: () => Promise.resolve(tokens.shift() ?? 'none'),
      baseUrl: `${server.url}/v1/projects/p/locations/l/publishers/google`,
    });
    const { chunks } = await collect(adapter, providerCall());
    expect(partsOf(chunks)).toContainEqual({ type: 'text', choice: 0, text: 'Hi! I am Gemini.' });
    await collect(adapter, providerCall());
    expect(server.requests[0]?.url).toBe(
      '/v1/projects/p/locations/l/publishers/google/models/test-model:generateContent',
    );
    expect(server.requests.map((it) => it.headers.authorization)).toEqual([
      'Bearer ya29.first',
      'Bearer ya29.second',
    ]);
    await adapter.close?.();
    await server.stop();
  });

  it('describes itself', () => {
    const adapter = vertex({ project: 'p', location: 'global', accessToken: async () => 't' });
    expect(adapter).toMatchObject({
      id: 'vertex',
      dialect: 'google-gemini',
      priceBookId: 'google',
      capabilities: { embeddings: false },
    });
    expect(adapter.embed).toBeUndefined();
  });
});

const token = () => Promise.resolve('t');
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret-1' };

it.each([
  [
    'a project',
    () => vertex({ project: 'a/b', location: 'global', accessToken: token }),
    'vertex(): project is "a/b"',
  ],
  [
    'a location',
    () => vertex({ project: 'p', location: 'x.y', accessToken: token }),
    'vertex(): location is "x.y"',
  ],
  [
    'no token',
    () => vertex({ project: 'p', location: 'global', accessToken: 't' as never }),
    'vertex(): accessToken is no',
  ],
  ['a region', () => bedrock({ region: 'mars', credentials }), 'bedrock(): region is "mars"'],
  [
    'half a key',
    () => bedrock({ region: 'us-east-1', credentials: { ...credentials, accessKeyId: '' } }),
    'bedrock(): credentials is neither',
  ],
  ['an id', () => bedrock({ region: 'us-east-1', credentials, id: 'A' }), 'bedrock(): id is "A"'],
])('refuses %s that is none, without a secret', (_name, make, message) => {
  expect(make).toThrow(message);
  expect(make).not.toThrow(/secret-1/);
});

it('bedrock() describes itself', () => {
  expect(bedrock({ region: 'us-gov-west-1', credentials })).toMatchObject({
    id: 'bedrock',
    dialect: 'bedrock-converse',
    priceBookId: 'aws',
    openEnded: false,
  });
});
