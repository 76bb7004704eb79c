import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { PromptSample } from '../contracts/prompt-classifier.js';
import { pluginKindOf } from '../plugin/plugin-markers.js';
import { heldOutPrompts } from './held-out-prompts.fixture.js';
import { LocalClassifier, localClassifier } from './local-classifier.js';
import { LOCAL_MODEL } from './local-model.js';
import { modelToJson } from './model/model-file.js';
import { labelledPrompts } from './training/local/labelled-prompts.js';
import { SeededRandom } from '../contracts/random.js';
import { trainModel } from './training/train-model.js';

const classifier = new LocalClassifier();
const sample = (text: string, more: Partial<PromptSample> = {}): PromptSample => ({
  text,
  instructions: '',
  hasTools: false,
  hasImages: false,
  ...more,
});
const question =
  'Which of these rivers was the border of the Roman province before the second war, and which one after it?';

it('is a classifier called local', () => {
  expect(pluginKindOf(LocalClassifier)).toBe('classifier');
  expect(classifier.id).toBe('local');
  expect(classifier.classify(sample('')).classifier).toBe('local');
});

describe('on prompts that it was not made for', () => {
  const prompts = labelledPrompts(heldOutPrompts);
  const answers = prompts.map((prompt) => ({
    ...prompt,
    said: classifier.classify(prompt.sample),
  }));
  const clear = answers.filter(({ task }) => task !== undefined);
  const told = clear.filter(({ said }) => said.task !== undefined);
  const right = told.filter(({ task, said }) => task === said.task);

  it('tells the task of most, and is mostly right', () => {
    expect(clear.length).toBeGreaterThanOrEqual(200);
    expect(told.length / clear.length).toBeGreaterThan(0.9);
    expect(right.length / told.length).toBeGreaterThan(0.93);
  });

  it.each([...new Set(clear.map(({ task }) => task!))])('finds four in five of %s', (task) => {
    const own = clear.filter((it) => it.task === task);
    expect(own.filter(({ said }) => said.task === task).length / own.length).toBeGreaterThan(0.8);
  });

  it('abstains where nobody could tell', () => {
    const unclear = answers.filter(({ task }) => task === undefined);
    expect(unclear.filter(({ said }) => said.task === undefined).length).toBeGreaterThan(
      0.8 * unclear.length,
    );
  });

  it('does not name a wrong language', () => {
    const named = answers.filter(({ said }) => said.language !== undefined);
    expect(named.length).toBeGreaterThan(0.9 * answers.length);
    const wrong = named.filter(({ language, said }) => said.language !== language);
    expect(wrong.map(({ sample: { text } }) => text).length).toBeLessThanOrEqual(2);
  });
});

it('goes by the instructions where the text asks for nothing', () => {
  const text = 'Where is the nearest pharmacy?';
  const instructions = 'Translate whatever the user writes into Polish.';
  expect(classifier.classify(sample(text)).task).toBe('knowledge');
  expect(classifier.classify(sample(text, { instructions })).task).toBe('translation');
});

describe('the probability that a cheap model suffices', () => {
  it('is told for questions like those that it was trained on', () => {
    const { cheapSuffices } = classifier.classify(sample(question));
    expect(cheapSuffices).toBeGreaterThan(0.4);
    expect(cheapSuffices).toBeLessThan(1);
  });

  it.each<[string, PromptSample]>([
    ['in another language', sample('Welche Flüsse waren vor dem Krieg die Grenze der Provinz?')],
    ['of another task', sample('Write a poem about the rivers of a Roman province.')],
    ['with tools', sample(question, { hasTools: true })],
    ['with images', sample(question, { hasImages: true })],
    ['of words that it does not know', sample('Who was Xqz Brtl of Fnord Wuzzle Gnarf Plix?')],
  ])('is left out for prompts %s', (_what, prompt) => {
    expect(classifier.classify(prompt)).not.toHaveProperty('cheapSuffices');
  });
});

it('looks at the beginning and the end of a long text', () => {
  const filler = 'The weather stayed the same for many days. '.repeat(2_000);
  const asked = `${filler}\n\nSummarise the text above in three sentences.`;
  expect(classifier.classify(sample(asked)).task).toBe('summarisation');
});

it('gives the same answer each time, whatever came between', () => {
  const other = new LocalClassifier();
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, two) => {
      const first = classifier.classify(sample(one));
      classifier.classify(sample(two, { instructions: one }));
      expect(classifier.classify(sample(one))).toEqual(first);
      expect(other.classify(sample(one))).toEqual(first);
    }),
  );
});

it('never throws, and gives probabilities from 0 to 1', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 })
      .map((units) => String.fromCharCode(...units)),
    fc
      .array(fc.constantFrom('write', '"', '```', '\n', '?', '翻译', 'ı', '\ud800', '1.5', 'a.'), {
        maxLength: 3_000,
      })
      .map((words) => words.join(' ')),
  );
  fc.assert(
    fc.property(anything, anything, fc.boolean(), (text, instructions, hasTools) => {
      const said = classifier.classify(sample(text, { instructions, hasTools }));
      for (const chance of [said.confidence, said.cheapSuffices]) {
        if (chance === undefined) continue;
        expect(chance).toBeGreaterThanOrEqual(0);
        expect(chance).toBeLessThanOrEqual(1);
      }
      expect(said.task === undefined).toBe(said.confidence === undefined);
    }),
  );
});

it('has a model of a size that one does not mind to ship', () => {
  expect(statSync(join(__dirname, 'local-model.ts')).size).toBeLessThan(150_000);
  expect(LOCAL_MODEL).not.toContain('\n');
});

describe('with a model of its own', () => {
  const directory = mkdtempSync(join(tmpdir(), 'llm-router-model-'));
  const path = join(directory, 'model.json');
  afterAll(() => rmSync(directory, { recursive: true }));

  const rows = Array.from({ length: 60 }, (_, i) =>
    i % 2 === 0
      ? { text: `I want my money back for order ${i}`, instructions: '', label: 'refund' }
      : { text: `When does parcel ${i} arrive at my door`, instructions: '', label: 'shipping' },
  );
  const { model } = trainModel(rows, { random: new SeededRandom(1) });
  writeFileSync(path, modelToJson(model));
  const own = localClassifier({ model: path });

  it('tells its own tasks', () => {
    expect(own.id).toBe('trained');
    expect(own.classify(sample('Please give my money back'))).toMatchObject({
      classifier: 'trained',
      task: 'refund',
      language: 'en',
    });
    expect(own.classify(sample('When will my parcel arrive?')).task).toBe('shipping');
  });

  it('keeps the built-in view of what it was not trained for', () => {
    expect(own.classify(sample(question)).cheapSuffices).toBe(
      classifier.classify(sample(question)).cheapSuffices,
    );
  });

  it('says at boot that a file is missing', () => {
    expect(() => localClassifier({ model: join(directory, 'none.json') })).toThrow(
      /The classifier model .*none\.json cannot be read: ENOENT/,
    );
  });
});
