import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import { pluginKindOf } from '../../plugin/plugin-markers.js';
import { modelToJson } from '../model/model-file.js';
import { SeededRandom } from '../../contracts/random.js';
import { trainModel } from '../training/train-model.js';
import { EmbeddingClassifier } from './embedding-classifier.js';
import type { EmbeddingClassifierOptions, EmbedTexts } from './embedding-classifier-options.js';
import { Harness, LOCAL, ROUTES, settle, vectorOf } from './embedding-harness.fixture.js';

let warn: jest.SpyInstance;
beforeEach(() => {
  warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
});
afterEach(() => jest.restoreAllMocks());

it('is a classifier', () => {
  expect(pluginKindOf(EmbeddingClassifier)).toBe('classifier');
  expect(new Harness().classifier.id).toBe('embedding');
  expect(new Harness({ id: 'mine' }).classifier.id).toBe('mine');
});

it('embeds the examples once, in the background, and answers locally meanwhile', async () => {
  const it = new Harness();
  expect(it.calls).toEqual([]);
  expect(it.classify('my parcel')).toBe(LOCAL);
  expect(it.classify('my parcel')).toBe(LOCAL);
  await settle();
  expect(it.calls).toHaveLength(1);
  expect(it.calls[0]!.texts).toEqual([...ROUTES.refund, ...ROUTES.shipping]);
  expect(it.calls[0]!.exchange).toBeUndefined();
  expect(await it.classify('my parcel')).toMatchObject({ task: 'shipping' });
});

it('embeds many examples in batches', async () => {
  const it = new Harness({ routes: { a: Array.from({ length: 230 }, (_, i) => `money ${i}`) } });
  await it.ready().then(settle);
  void it.classify('x');
  expect(it.classify('money')).toBeInstanceOf(Promise);
});

it('goes by the likest examples, and takes the rest from the local classifier', async () => {
  const it = await new Harness().ready();
  const said = await it.classify('no money yet');
  expect(said).toMatchObject({
    classifier: 'embedding',
    task: 'refund',
    language: 'en',
    cheapSuffices: 0.7,
  });
  expect(said.confidence).toBeGreaterThan(0.9);
  expect(said.confidence).toBeLessThanOrEqual(1);
  expect(it.calls[0]!.exchange?.deadline).toBe(it.clock.now() + 60_000);
});

it('leaves to the local classifier what is like no route', async () => {
  const it = await new Harness().ready();
  expect(await it.classify('nice weather')).toBe(LOCAL);
});

it('asks once for a text, and forgets what was asked longest ago', async () => {
  const it = await new Harness({ cache: 2 }).ready();
  for (const text of ['money', 'parcel', 'money', 'my parcel']) await it.classify(text);
  expect(it.calls).toHaveLength(3);
  const again = it.classify('money');
  expect(again).not.toBeInstanceOf(Promise);
  expect(again).toMatchObject({ task: 'refund' });
  await it.classify('parcel');
  expect(it.calls).toHaveLength(4);
});

it('keeps nothing where the cache is 0', async () => {
  const it = await new Harness({ cache: 0 }).ready();
  for (const text of ['money', 'money']) await it.classify(text);
  expect(it.calls).toHaveLength(2);
});

it('asks nobody in a dry run, for an empty text, or for a caller who left', async () => {
  const cold = new Harness();
  expect(cold.classify('money', { dryRun: true })).toBe(LOCAL);
  expect(cold.calls).toEqual([]);
  const it = await new Harness().ready();
  expect(it.classify('money', { dryRun: true })).toBe(LOCAL);
  expect(it.classify('  \n')).toBe(LOCAL);
  it.controller.abort();
  expect(it.classify('money')).toBe(LOCAL);
  expect(it.calls).toEqual([]);
  const known = await new Harness().ready();
  await known.classify('money');
  expect(known.classify('money', { dryRun: true })).toMatchObject({ task: 'refund' });
});

it('embeds the excerpt of a long text', async () => {
  const it = await new Harness().ready();
  await it.classify(`${'a'.repeat(9_000)} money`);
  expect(it.calls[0]!.texts[0]).toHaveLength(5_001);
  expect(it.calls[0]!.texts[0]!.endsWith('money')).toBe(true);
});

describe('when embeddings are slow', () => {
  const never: EmbedTexts = () => new Promise(() => undefined);

  it('answers locally once the time is over, and aborts', async () => {
    const it = await new Harness({ timeLimit: '80ms' }).ready();
    it.embed = never;
    const answer = it.classify('money');
    it.clock.pass(79);
    expect(it.calls[0]!.signal.aborted).toBe(false);
    it.clock.pass(1);
    expect(it.calls[0]!.signal.aborted).toBe(true);
    expect(await answer).toBe(LOCAL);
    expect(it.clock.pending).toBe(0);
  });

  it('does not wait longer than the call may take', async () => {
    const it = await new Harness().ready();
    it.embed = never;
    for (let i = 0; i < 5; i++) {
      const answer = it.classify(`money ${i}`, { deadline: it.clock.now() + 20 });
      it.clock.pass(20);
      expect(await answer).toBe(LOCAL);
    }
    // A caller's haste is not the embedding model's failure: it is asked each time.
    expect(it.calls).toHaveLength(5);
  });

  it('ends with its caller', async () => {
    const it = await new Harness().ready();
    it.embed = never;
    const answer = it.classify('money');
    it.controller.abort(new Error('gone'));
    expect(await answer).toBe(LOCAL);
    expect(it.calls[0]!.signal.aborted).toBe(true);
    expect(it.clock.pending).toBe(0);
    expect(warn).not.toHaveBeenCalled();
  });
});

describe('when embeddings fail', () => {
  const fail: EmbedTexts = () => Promise.reject(new Error('no key'));

  it('answers locally, and says why once a minute', async () => {
    const it = await new Harness().ready();
    it.embed = fail;
    expect(await it.classify('money')).toBe(LOCAL);
    expect(await it.classify('money')).toBe(LOCAL);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('"embedding" got no embedding'));
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('no key'));
  });

  it('rests after three failures for 10 s, 20 s, 40 s, 60 s, with one try between', async () => {
    const it = await new Harness().ready();
    it.embed = fail;
    for (let i = 0; i < 5; i++) await it.classify(`money ${i}`);
    expect(it.calls).toHaveLength(3);
    for (const rest of [10_000, 20_000, 40_000, 60_000, 60_000]) {
      it.calls.length = 0;
      it.clock.pass(rest - 1);
      expect(it.classify('money')).toBe(LOCAL);
      it.clock.pass(1);
      const tries = [it.classify('money'), it.classify('money')];
      expect(tries[1]).toBe(LOCAL);
      await tries[0];
      expect(it.calls).toHaveLength(1);
    }
    it.embed = async (texts) => texts.map(vectorOf);
    it.clock.pass(60_000);
    expect(await it.classify('money')).toMatchObject({ task: 'refund' });
    expect(await it.classify('money too')).toMatchObject({ task: 'refund' });
  });

  it('tries again for the examples, and rests from them too', async () => {
    const it = new Harness();
    it.embed = fail;
    for (let i = 0; i < 6; i++) {
      expect(it.classify('money')).toBe(LOCAL);
      await settle();
    }
    expect(it.calls).toHaveLength(3);
    it.embed = async (texts) => texts.map(vectorOf);
    it.clock.pass(10_000);
    await it.ready();
    expect(await it.classify('money')).toMatchObject({ task: 'refund' });
  });

  it.each<[string, EmbedTexts]>([
    ['nothing', async () => []],
    ['a vector of another length', async () => [[1, 2]]],
    [
      'a throw',
      () => {
        throw new Error('at once');
      },
    ],
  ])('takes %s for a failure', async (_what, embed) => {
    const it = await new Harness().ready();
    it.embed = embed;
    for (let i = 0; i < 5; i++) expect(await it.classify('money')).toBe(LOCAL);
    expect(it.calls).toHaveLength(3);
  });
});

it('never rejects, and gives a confidence from 0 to 1', async () => {
  const it = await new Harness({ cache: 0, threshold: -1 }).ready();
  const numbers = fc.array(fc.double(), { minLength: 4, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), numbers, async (text, vector) => {
      it.embed = async () => [vector];
      const { confidence = 0 } = await it.classify(text);
      expect(confidence).toBeGreaterThanOrEqual(0);
      expect(confidence).toBeLessThanOrEqual(1);
    }),
  );
});

describe('with a trained head', () => {
  const directory = mkdtempSync(join(tmpdir(), 'llm-router-head-'));
  const path = join(directory, 'model.json');
  const words = join(directory, 'words.json');
  afterAll(() => rmSync(directory, { recursive: true }));

  const rows = Array.from({ length: 80 }, (_, i) => {
    const text = i % 2 === 0 ? `money ${'x'.repeat(i)}` : `parcel ${'y'.repeat(i)}`;
    const label = i % 2 === 0 ? 'refund' : 'shipping';
    return { text, instructions: '', label, vector: vectorOf(text) };
  });
  const { model } = trainModel(rows, { random: new SeededRandom(1), embeddingModel: 'small' });
  writeFileSync(path, modelToJson(model));
  writeFileSync(words, modelToJson({ ...(model.task && { task: model.task }) }));

  it('needs no examples', async () => {
    const it = new Harness({ routes: undefined, head: path });
    const said = await it.classify('all my money');
    expect(said).toMatchObject({ classifier: 'embedding', task: 'refund', language: 'en' });
    expect(said.confidence).toBeGreaterThan(0.5);
    expect(it.calls).toHaveLength(1);
  });

  it('refuses embeddings of another length', async () => {
    const it = new Harness({ routes: undefined, head: path });
    it.embed = async () => [[1, 2, 3]];
    expect(await it.classify('money')).toBe(LOCAL);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('3 dimensions'));
  });

  it('says at boot that a file has none', () => {
    expect(() => new Harness({ routes: undefined, head: words })).toThrow(
      /was not trained on embeddings/,
    );
  });
});

it.each<[Partial<EmbeddingClassifierOptions>, RegExp]>([
  [{ routes: undefined }, /give either routes or head/],
  [{ head: 'x.json' }, /give either routes or head/],
  [{ routes: {} }, /routes is empty/],
  [{ routes: { a: [] } }, /routes\.a has no examples/],
  [{ threshold: 2 }, /threshold must be from -1 to 1, not 2/],
  [{ nearest: 0 }, /nearest must be a whole number from 1, not 0/],
  [{ cache: -1 }, /cache must be a whole number from 0, not -1/],
  [{ timeLimit: 'soon' as '1s' }, /timeLimit: "soon" is not a duration/],
])('refuses %j at boot', (options, message) => {
  expect(() => new Harness(options)).toThrow(message);
});
