import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localClassifier } from '../local-classifier.js';
import { loadModel } from '../model/model-file.js';
import { runCli } from './cli.js';

const directory = mkdtempSync(join(tmpdir(), 'llm-router-train-'));
const file = (name: string): string => join(directory, name);
afterAll(() => rmSync(directory, { recursive: true }));

let out: string[];
let err: string[];
beforeEach(() => {
  out = [];
  err = [];
});
const run = (args: string[], environment: Record<string, string> = {}): Promise<number> =>
  runCli(args, {
    print: (line) => out.push(line),
    complain: (line) => err.push(line),
    environment,
  });

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Hard questions name a theorem; the cheap model fails at most of these. */
function table(rows: number): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const hard = i % 3 === 0;
    const text = hard
      ? `State the theorem number ${i}, "please",\nand prove it`
      : `Who was the king of country ${i}, and when did he live?`;
    const cheap = hard ? Number(i % 12 === 0) : 1;
    return [quoted(text), hard ? 'proof' : 'fact', cheap, 1, `g${i % 10}`].join(',');
  });
  return `prompt,task,cheap_ok,strong_ok,who\n${lines.join('\n')}\n`;
}
writeFileSync(file('data.csv'), table(240));

const TRAIN = ['train', '--data', file('data.csv'), '--label', 'task'];

it('prints what it gained, and writes a model that loads', async () => {
  const args = [...TRAIN, '--cheap', 'cheap_ok', '--strong', 'strong_ok', '--group', 'who'];
  expect(await run([...args, '--out', file('model.json')])).toBe(0);
  const said = out.join('\n');
  expect(said).toMatch(/Task: 240 prompts, 2 classes; .* held out by group/);
  expect(said).toMatch(/chance +0\.667/);
  expect(said).toMatch(
    /words: \+0\.3\d\d accuracy over chance, [+−]\d\.\d{3} over prompt length alone/,
  );
  expect(said).toMatch(/Difficulty: 240 prompts, a cheap model suffices for 75\.0 %/);
  expect(said).toMatch(/words: \+0\.4\d\d AUC over chance, [+−]\d\.\d{3} over prompt length alone/);
  const sample = { instructions: '', hasTools: false, hasImages: false };
  const model = localClassifier({ model: file('model.json') });
  expect(model.classify({ ...sample, text: 'State this theorem and prove it' }).task).toBe('proof');
  expect(err).toEqual([]);
});

it('writes the same file, byte by byte, for the same seed', async () => {
  const write = async (name: string, seed: string): Promise<Buffer> => {
    expect(await run([...TRAIN, '--out', file(name), '--seed', seed])).toBe(0);
    return readFileSync(file(name));
  };
  expect((await write('a.json', '5')).equals(await write('b.json', '5'))).toBe(true);
});

it('reads JSON lines, with embeddings in a column', async () => {
  const lines = Array.from({ length: 60 }, (_, i) =>
    JSON.stringify({ q: `text ${i}`, kind: i % 2, v: [i % 2 ? 1 : -1, Math.sin(i)] }),
  );
  writeFileSync(file('data.jsonl'), lines.join('\n'));
  const args = ['train', '--data', file('data.jsonl'), '--text', 'q', '--label', 'kind'];
  expect(await run([...args, '--embeddings', 'v', '--out', file('v.json')])).toBe(0);
  expect(out.join('\n')).toMatch(/embeddings: \+0\.\d+ accuracy over chance/);
  expect(loadModel(file('v.json')).embedding?.task?.weights.dimensions).toBe(2);
});

it('leaves out what is not better than chance, and says so', async () => {
  const lines = Array.from(
    { length: 100 },
    (_, i) => `same text,${(i * 7919) % 100 < 50 ? 'a' : 'b'}`,
  );
  writeFileSync(file('noise.csv'), `prompt,task\n${lines.join('\n')}\n`);
  const args = [
    'train',
    '--data',
    file('noise.csv'),
    '--label',
    'task',
    '--out',
    file('noise.json'),
  ];
  expect(await run(args)).toBe(1);
  expect(out.join('\n')).toMatch(/words: not reliably better than always naming the most frequent/);
  expect(err.join('\n')).toMatch(/no file was written/);
});

describe('with an endpoint for embeddings', () => {
  let server: Server;
  let seen: { key: string | undefined; body: { model: string; input: string[] } }[];
  let status: number;
  const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;

  beforeEach(async () => {
    seen = [];
    status = 200;
    server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        const body = JSON.parse(text) as { model: string; input: string[] };
        seen.push({ key: request.headers.authorization, body });
        response.writeHead(request.url === '/v1/embeddings' ? status : 404);
        const data = body.input.map((it, index) => ({
          index,
          embedding: [it.includes('theorem') ? 1 : -1, 1],
        }));
        response.end(JSON.stringify({ data: data.reverse() }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  const embedded = (): string[] => [
    ...[...TRAIN, '--out', file('e.json'), '--embeddings-url', url()],
    ...['--embeddings-model', 'small', '--embeddings-key', 'MY_KEY'],
  ];

  it('embeds in batches, with the key of the environment', async () => {
    expect(await run(embedded(), { MY_KEY: 'k-1' })).toBe(0);
    expect(seen.map(({ body }) => body.input.length)).toEqual([64, 64, 64, 48]);
    expect(seen[0]).toMatchObject({ key: 'Bearer k-1', body: { model: 'small' } });
    expect(out.join('\n')).toMatch(/embeddings +1\.000/);
    const { embedding } = loadModel(file('e.json'));
    expect(embedding?.model).toBe('small');
    expect(readFileSync(file('e.json'), 'utf8')).not.toContain('k-1');
  });

  it('tells what the endpoint said', async () => {
    status = 401;
    expect(await run(embedded())).toBe(1);
    expect(err.join('\n')).toMatch(/\/v1\/embeddings answered 401: /);
  });
});

it.each<[string[], number, RegExp]>([
  [[], 2, /Unknown command: none. Known: train/],
  [['trian'], 2, /Unknown command: trian/],
  [['train', '--data', 'x'], 2, /--data and --out are needed/],
  [['train', '--data', 'x', '--out', 'y'], 2, /Nothing to learn/],
  [['train', '--data', 'x', '--out', 'y', '--cheap', 'c'], 2, /belong together/],
  [['train', '--dta', 'x'], 2, /--dta/],
  [[...TRAIN, '--out', 'y', '--seed', 'one'], 2, /--seed must be a number from 0, not "one"/],
  [[...TRAIN, '--out', 'y', '--embeddings-url', 'http://x'], 2, /needs --embeddings-model/],
  [
    ['train', '--data', '/none.csv', '--label', 'l', '--out', 'y'],
    1,
    /none\.csv cannot be read: ENOENT/,
  ],
  [
    [...TRAIN.slice(0, 3), '--label', 'kind', '--out', 'y'],
    1,
    /no column "kind" \(--label\)\. Columns: prompt, task/,
  ],
  [
    [...TRAIN.slice(0, 3), '--cheap', 'task', '--strong', 'strong_ok', '--out', 'y'],
    1,
    /record 1: task must be 1, 0, true or false, not "proof"/,
  ],
  [[...TRAIN, '--embeddings', 'task', '--out', 'y'], 1, /must be a JSON array of numbers/],
  [[...TRAIN, '--group', 'task', '--out', 'y'], 1, /There are 2 groups; at least 5/],
  [[...TRAIN, '--out', '/none/y.json'], 1, /\/none\/y\.json cannot be written/],
])('refuses %j with %d', async (args, code, message) => {
  expect(await run(args)).toBe(code);
  expect(err.join('\n')).toMatch(message);
});

it('explains itself', async () => {
  expect(await run(['train', '--help'])).toBe(0);
  expect(out.join('\n')).toMatch(/Usage: llm-router train/);
});

it.each([
  ['prompt,task\na,x\n', /1 labelled rows are too few: at least 50/],
  [`prompt,task\n${'a,x\n'.repeat(60)}`, /All rows have the label "x"/],
  [`prompt,task\n${'a,x\n'.repeat(60)}b,y\n`, /The label "y" has 1 rows; at least 5/],
  ['prompt,task\n,x\n', /No row has a text and something to learn/],
  ['prompt,task\na\n', /got 1 on line 2/],
])('says what is missing in %j', async (text, message) => {
  writeFileSync(file('few.csv'), text);
  expect(await run(['train', '--data', file('few.csv'), '--label', 'task', '--out', 'y'])).toBe(1);
  expect(err.join('\n')).toMatch(message);
});
