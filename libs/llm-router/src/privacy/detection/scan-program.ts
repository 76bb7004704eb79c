import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Finding } from '../../contracts/redactor.js';
import { ownPath } from '../../foundation/own-path.js';
import type { CustomDetection } from './custom-recognisers.js';

/** What the thread is asked, and what it answers. */
export interface ScanQuestion {
  readonly id: number;
  readonly text: string;
  readonly wanted: readonly string[] | undefined;
}
export interface ScanAnswer {
  readonly id: number;
  readonly findings: readonly Finding[];
}

/** `import()` loads the module of either form in which the package is built. */
const PROGRAM = `
const { parentPort, workerData } = require('node:worker_threads');
const scanner = import(workerData.module).then((it) => it.builtInScanner(workerData.custom));
parentPort.on('message', ({ id, text, wanted }) => {
  scanner.then((it) => {
    parentPort.postMessage({ id, findings: it.find(text, wanted && new Set(wanted)) });
  });
});
`;

/**
 * A thread that answers each `ScanQuestion` with a `ScanAnswer`, in order. Throws where threads are forbidden; ends with an
 * error where the package was bundled, so that its modules are not where they were.
 */
export function startScanner(custom: CustomDetection): Worker {
  const here = ownPath();
  if (here === undefined) throw new Error('The scanner cannot be found.');
  const url = here.startsWith('file:') ? here : pathToFileURL(here).href;
  return new Worker(PROGRAM, {
    eval: true,
    execArgv: [],
    name: 'nestjs-llm-router: redaction',
    workerData: {
      module: new URL('../privacy/redactors/built-in-scanner.js', url).href,
      custom,
    },
  });
}
