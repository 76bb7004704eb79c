import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { modelToJson } from '../../model/model-file.js';
import { readDataFile } from '../data-file.js';
import { SeededRandom } from '../../../contracts/random.js';
import { trainLocal } from './train-local.js';

const HEADER = `// Written by training/local/main.ts; do not edit. What it was trained on, and under which licences:
// - tasks: utterances from the templates in training/local (this project, MIT).
// - difficulty: outcomes of Mixtral-8x7B-Instruct-v0.1 (cheap) and GPT-4-1106-preview (strong) on MMLU and GSM8K, as
//   published by RouteLLM (https://github.com/lm-sys/RouteLLM, Apache-2.0); the questions are those of MMLU
//   (https://github.com/hendrycks/test, MIT) and GSM8K (https://github.com/openai/grade-school-math, MIT).
// The weights hold no text: words are hashed, and rounded to eight bits.
`;

/** Trains the built-in model: `main.js --mmlu <csv> --gsm8k <csv> --out local-model.ts [--seed 1]`. */
const { values } = parseArgs({
  options: {
    mmlu: { type: 'string' },
    gsm8k: { type: 'string' },
    out: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});
const { mmlu, gsm8k, out } = values;
if (mmlu === undefined || gsm8k === undefined || out === undefined) {
  throw new Error('Needed: --mmlu <csv> --gsm8k <csv> --out <ts file>');
}
const columns = { text: 'prompt', cheap: 'cheap_correct', strong: 'strong_correct' };
const rows = [
  ...readDataFile(mmlu, { ...columns, group: 'subject' }),
  ...readDataFile(gsm8k, columns).map((row) => ({ ...row, group: 'gsm8k' })),
];
const { model, report } = trainLocal(rows, new SeededRandom(Number(values.seed)));
writeFileSync(out, `${HEADER}export const LOCAL_MODEL: string =\n  '${modelToJson(model)}';\n`);
process.stdout.write(`${report.join('\n')}\n`);
