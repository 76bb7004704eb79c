import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { messageOf } from '../message-of.js';
import { modelToJson } from '../model/model-file.js';
import { excerpt } from '../text/excerpt.js';
import { type Columns, type DataRow, readDataFile } from './data-file.js';
import { embedTexts } from './embed-texts.js';
import { SeededRandom } from '../../contracts/random.js';
import { trainModel } from './train-model.js';
import { TrainingError } from './training-error.js';

const USAGE = `Usage: llm-router train --data <file> --out <model.json> [options]

Trains a classifier from your own labelled prompts, and prints what it gained over chance and over prompt length alone.

  --data <file>             CSV with a header, or JSON lines (.jsonl)
  --out <file>              where the model goes; load it with localClassifier({ model: '<file>' })
  --text <column>           the prompt (default: prompt)
  --instructions <column>   the system message
  --label <column>          the task
  --cheap <column>          whether the cheap model's answer was right: 1, 0, true or false
  --strong <column>         whether the strong model's answer was right
  --group <column>          rows of one group are held out together, e.g. a customer or a subject
  --embeddings <column>     a JSON array of numbers: trains a head for embeddingClassifier({ head: '<file>' }) too
  --embeddings-url <url>    or: an OpenAI-compatible API that makes them, e.g. https://api.openai.com/v1
  --embeddings-model <name> the embedding model
  --embeddings-key <name>   the environment variable with its key (default: OPENAI_API_KEY)
  --l2 <number>             penalty on the weights
  --seed <number>           the same seed gives the same file (default: 1)
`;

const OPTIONS = {
  data: { type: 'string' },
  out: { type: 'string' },
  text: { type: 'string', default: 'prompt' },
  instructions: { type: 'string' },
  label: { type: 'string' },
  cheap: { type: 'string' },
  strong: { type: 'string' },
  group: { type: 'string' },
  embeddings: { type: 'string' },
  'embeddings-url': { type: 'string' },
  'embeddings-model': { type: 'string' },
  'embeddings-key': { type: 'string', default: 'OPENAI_API_KEY' },
  l2: { type: 'string' },
  seed: { type: 'string', default: '1' },
  help: { type: 'boolean', default: false },
} as const;

export interface CliSurroundings {
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Runs a command line, and resolves with its exit code: 0 done, 1 failed, 2 not understood. */
export async function runCli(args: readonly string[], io: CliSurroundings): Promise<number> {
  const [command, ...rest] = args;
  if (command === '--help' || command === 'help' || rest.includes('--help')) {
    io.print(USAGE);
    return 0;
  }
  if (command !== 'train') {
    io.complain(`Unknown command: ${command ?? 'none'}. Known: train.\n\n${USAGE}`);
    return 2;
  }
  let values: Values;
  try {
    values = readValues(rest);
  } catch (error) {
    io.complain(`${messageOf(error)}\n\n${USAGE}`);
    return 2;
  }
  try {
    await train(values, io);
    return 0;
  } catch (error) {
    if (!(error instanceof TrainingError)) throw error;
    io.complain(error.message);
    return 1;
  }
}

interface Values {
  readonly data: string;
  readonly out: string;
  readonly columns: Columns;
  readonly embeddings: { readonly url: string; readonly key: string } | undefined;
  readonly embeddingModel: string | undefined;
  readonly l2: number | undefined;
  readonly seed: number;
}

function readValues(args: readonly string[]): Values {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  const { data, out, text, instructions, label, cheap, strong, group, embeddings } = values;
  if (data === undefined || out === undefined) throw new Error('--data and --out are needed.');
  if (label === undefined && cheap === undefined && strong === undefined) {
    throw new Error('Nothing to learn: name --label, or --cheap and --strong.');
  }
  if ((cheap === undefined) !== (strong === undefined)) {
    throw new Error('--cheap and --strong belong together.');
  }
  const url = values['embeddings-url'];
  const embeddingModel = values['embeddings-model'];
  if (url !== undefined && embeddingModel === undefined) {
    throw new Error('--embeddings-url needs --embeddings-model.');
  }
  if (url !== undefined && embeddings !== undefined) {
    throw new Error('Either --embeddings or --embeddings-url, not both.');
  }
  return {
    data,
    out,
    columns: {
      text,
      ...(instructions !== undefined && { instructions }),
      ...(label !== undefined && { label }),
      ...(cheap !== undefined && { cheap }),
      ...(strong !== undefined && { strong }),
      ...(group !== undefined && { group }),
      ...(embeddings !== undefined && { vector: embeddings }),
    },
    embeddings: url === undefined ? undefined : { url, key: values['embeddings-key'] },
    embeddingModel,
    l2: values.l2 === undefined ? undefined : numberOf('--l2', values.l2),
    seed: numberOf('--seed', values.seed),
  };
}

function numberOf(option: string, value: string): number {
  const number = Number(value);
  if (value.trim() !== '' && Number.isFinite(number) && number >= 0) return number;
  throw new Error(`${option} must be a number from 0, not "${value}".`);
}

async function train(values: Values, io: CliSurroundings): Promise<void> {
  const { data, out, columns, embeddings, embeddingModel, l2, seed } = values;
  let rows = readDataFile(data, columns);
  if (embeddings !== undefined) {
    rows = await withVectors(rows, embeddings, embeddingModel ?? '', io);
  }
  const { model, report } = trainModel(rows, {
    random: new SeededRandom(seed),
    ...(l2 !== undefined && { l2 }),
    ...(embeddingModel !== undefined && { embeddingModel }),
  });
  report.forEach(io.print);
  if (Object.keys(model).length === 0) {
    throw new TrainingError('Nothing was learned that is better than chance; no file was written.');
  }
  try {
    writeFileSync(out, `${modelToJson(model, { report })}\n`);
  } catch (error) {
    throw new TrainingError(`${out} cannot be written: ${messageOf(error)}.`);
  }
  io.print(`Written: ${out}`);
}

async function withVectors(
  rows: readonly DataRow[],
  { url, key }: { url: string; key: string },
  model: string,
  io: CliSurroundings,
): Promise<DataRow[]> {
  const vectors = await embedTexts(
    { url, model, apiKey: io.environment[key] },
    rows.map(({ text }) => excerpt(text)),
    (done) => io.complain(`Embedded ${done} of ${rows.length}.`),
  );
  return rows.map((row, i) => ({ ...row, vector: vectors[i]! }));
}
