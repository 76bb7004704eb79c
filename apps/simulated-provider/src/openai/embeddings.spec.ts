import { SimulatedProvider } from '../simulated-provider.js';
import { post } from '../testing/post.js';
import type { Parsed } from '../testing/parsed.js';
import { embeddingVector } from './embedding-vector.js';

let provider: SimulatedProvider;
beforeAll(async () => (provider = await SimulatedProvider.start()));
afterAll(() => provider.close());

const embed = (more: object) =>
  post(provider, '/v1/embeddings', { model: 'sim-embedding', ...more });
const likeness = (one: Float32Array, other: Float32Array) =>
  one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);

describe('embeddings', () => {
  it('come as floats or base64, the same either way', async () => {
    const input = ['one text', 'another text'];
    const floats: Parsed = await (await embed({ input, dimensions: 64 })).json();
    expect(floats.data.map((one: Parsed) => one.embedding.length)).toEqual([64, 64]);
    expect(floats.usage).toEqual({ prompt_tokens: 5, total_tokens: 5 });
    const encoded: Parsed = await (
      await embed({ input, dimensions: 64, encoding_format: 'base64' })
    ).json();
    const bytes = Buffer.from(encoded.data[0].embedding, 'base64');
    expect(Array.from({ length: 64 }, (_, at) => bytes.readFloatLE(at * 4))).toEqual(
      floats.data[0].embedding,
    );
  });

  it('have the usual size, and take tokens', async () => {
    const body: Parsed = await (await embed({ input: [1, 2, 3] })).json();
    expect(body.data[0].embedding).toHaveLength(1536);
    expect(body.usage.prompt_tokens).toBe(3);
    expect((await embed({ input: [] })).status).toBe(400);
    expect((await embed({ input: 'x', dimensions: 0 })).status).toBe(400);
  });

  it('lie closer together the more words texts share', () => {
    const vector = (text: string) => embeddingVector(text, 256);
    const near = likeness(vector('how is the weather today'), vector('How is the weather now?'));
    const far = likeness(vector('how is the weather today'), vector('write me a poem'));
    expect(near).toBeGreaterThan(0.6);
    expect(far).toBeLessThan(0.4);
    expect(likeness(vector('same'), vector('same'))).toBeCloseTo(1);
    expect(likeness(vector(''), vector(''))).toBeCloseTo(1);
  });
});
