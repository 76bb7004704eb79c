import { readFile, rename, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRunning, type ProcessIdentity } from './process-identity.js';

const NAME = 'owner.json';

/** Writes down who owns a folder, in the place of whom it belonged to. */
export async function takeFolder(folder: string, owner: ProcessIdentity): Promise<void> {
  const path = join(folder, NAME);
  const draft = `${path}.${owner.pid}`;
  await writeFile(draft, JSON.stringify(owner));
  await rename(draft, path);
}

/** Whether a folder still belongs to this owner: two that find it left may both have taken it. */
export async function owns(folder: string, owner: ProcessIdentity): Promise<boolean> {
  const text = await readFile(join(folder, NAME), 'utf8').catch(() => '');
  return text === JSON.stringify(owner);
}

/** Says that the owner lives. Who looks counts only that the time changes: clocks may differ, and step. */
export async function beat(folder: string, at: Date): Promise<void> {
  await utimes(join(folder, NAME), at, at).catch(() => undefined);
}

/**
 * Whether the owner of a folder runs. Where that cannot be told from here, or nobody legible owns it: its sign of life,
 * which an owner that lives changes again and again.
 */
export async function ownerOf(folder: string): Promise<boolean | { readonly sign: number }> {
  const path = join(folder, NAME);
  const running = await readFile(path, 'utf8').then(
    (text) => isRunning(JSON.parse(text) as ProcessIdentity),
    () => undefined,
  );
  if (running !== undefined) return running;
  const sign = await stat(path).catch(() => stat(folder));
  return { sign: sign.mtimeMs };
}
