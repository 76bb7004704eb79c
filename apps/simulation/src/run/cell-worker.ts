import { parentPort } from 'node:worker_threads';
import type { Cell } from './cell.js';
import { runCell } from './run-cell.js';

/** A thread that runs the cells that it is sent, one after the other. */
parentPort?.on('message', (cell: Cell) => {
  void runCell(cell).then(
    (result) => parentPort?.postMessage({ result }),
    (error: Error) => parentPort?.postMessage({ error }),
  );
});
