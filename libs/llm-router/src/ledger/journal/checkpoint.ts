import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Position } from './position.js';

const NAME = 'checkpoint.json';

/**
 * How far a folder's records are in the database for good; undefined where nobody has written that down legibly. Then all
 * of it is written again, which changes nothing.
 */
export async function readCheckpoint(folder: string): Promise<Position | undefined> {
  try {
    const { segment, offset } = JSON.parse(await readFile(join(folder, NAME), 'utf8')) as Position;
    return Number.isInteger(segment) && Number.isInteger(offset) ? { segment, offset } : undefined;
  } catch {
    return undefined;
  }
}

/** Replaces it as a whole, or not at all. */
export async function writeCheckpoint(folder: string, position: Position): Promise<void> {
  const path = join(folder, NAME);
  const file = await open(`${path}.new`, 'w');
  try {
    await file.writeFile(JSON.stringify(position));
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}
