import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { CellResult } from './cell-result.js';
import type { Cell } from './cell.js';

type Message = { readonly result: CellResult } | { readonly error: Error };

/** Runs the cells on all cores; the order of the results is that of the cells. Rejects as soon as one of them fails. */
export async function runCells(
  cells: readonly Cell[],
  onDone: (done: number) => void,
): Promise<CellResult[]> {
  const results: CellResult[] = [];
  let next = 0;
  let done = 0;
  const threads = Array.from(
    { length: Math.min(availableParallelism(), cells.length) },
    () => new Worker(new URL('./cell-worker.js', import.meta.url)),
  );
  try {
    await Promise.all(
      threads.map(async (thread) => {
        while (next < cells.length) {
          const index = next++;
          results[index] = await ask(thread, cells[index]!);
          onDone(++done);
        }
      }),
    );
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
  return results;
}

function ask(thread: Worker, cell: Cell): Promise<CellResult> {
  return new Promise((resolve, reject) => {
    thread.removeAllListeners('error');
    thread.once('error', reject);
    thread.once('message', (message: Message) => {
      if ('result' in message) resolve(message.result);
      else reject(message.error);
    });
    thread.postMessage(cell);
  });
}
