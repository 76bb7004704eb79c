import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { ownPath } from '../foundation/own-path.js';

/** The encoding of OpenAI's models since GPT-4o; other vendors' tokenisers are within about a fifth of it. */
const TOKENIZER = 'gpt-tokenizer/encoding/o200k_base';

/** What a tokeniser is asked, and what it answers. */
export interface CountQuestion {
  readonly id: number;
  readonly texts: readonly string[];
}
export interface CountAnswer {
  readonly id: number;
  readonly tokens: number;
}

/**
 * Counts texts one after another. A word of n letters costs the tokeniser n² steps, so that texts are cut into pieces,
 * before a blank where there is one: then the count stays what it is, but for a token or two where a word is too long.
 * Names of special tokens are plain text in a prompt.
 */
const PROGRAM = `
const { parentPort, workerData } = require('node:worker_threads');
const { countTokens, setMergeCacheSize } = require(workerData);
const PIECE = 1000;
const NONE = { disallowedSpecial: new Set() };
setMergeCacheSize(20000);
function count(text) {
  let tokens = 0;
  for (let from = 0; from < text.length; ) {
    let to = from + PIECE;
    if (to < text.length) {
      const blank = text.slice(from, to + 1).lastIndexOf(' ');
      if (blank > 0) to = from + blank;
      else if ((text.charCodeAt(to - 1) & 0xfc00) === 0xd800) to -= 1;
    }
    tokens += countTokens(text.slice(from, to), NONE);
    from = to;
  }
  return tokens;
}
parentPort.on('message', ({ id, texts }) => {
  parentPort.postMessage({ id, tokens: texts.reduce((sum, text) => sum + count(text), 0) });
});
`;

/**
 * A thread that answers each `CountQuestion` with a `CountAnswer`, in order. Whoever listens to it keeps the process alive
 * until `unref()`. Its program is a
 * text, so that it is the same in every form in which the package is built and bundled. Throws where threads are forbidden.
 */
export function startTokenizer(): Worker {
  const here = ownPath();
  if (here === undefined) throw new Error('The tokeniser cannot be found.');
  return new Worker(PROGRAM, {
    eval: true,
    execArgv: [],
    name: 'nestjs-llm-router: tokens',
    workerData: createRequire(here).resolve(TOKENIZER),
  });
}
