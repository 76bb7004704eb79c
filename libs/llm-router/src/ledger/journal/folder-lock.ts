import { readFile, rename, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRunning, type ProcessIdentity } from './process-identity.js';

const NAME = 'owner.json';
/** How often an owner says that it lives, for those who cannot see its process. */
export const BEAT_MS = 10_000;
const SILENT_MS = 6 * BEAT_MS;

/** Writes down who owns a folder, in the place of whom it belonged to. */
export async function takeFolder(folder: string, owner: ProcessIdentity): Promise<void> {
  const path = join(folder, NAME);
  const draft = `${path}.${owner.pid}`;
  await writeFile(draft, JSON.stringify(owner));
  await rename(draft, path);
}

/** Says that the owner lives. */
export async function beat(folder: string, at: Date): Promise<void> {
  await utimes(join(folder, NAME), at, at).catch(() => undefined);
}

/**
 * Whether whoever owned a folder has ended: its process is gone, or, where that cannot be seen from here, has said nothing
 * for a minute. A folder without a legible owner counts as left once it is as old.
 */
export async function isLeft(folder: string, now: number): Promise<boolean> {
  const path = join(folder, NAME);
  const silent = async (of: string): Promise<boolean> => now - (await stat(of)).mtimeMs > SILENT_MS;
  try {
    const owner = JSON.parse(await readFile(path, 'utf8')) as ProcessIdentity;
    return !(isRunning(owner) ?? !(await silent(path)));
  } catch {
    return silent(folder).catch(() => false);
  }
}

/** Whether a folder still belongs to this owner: two that find it left may both have taken it. */
export async function owns(folder: string, owner: ProcessIdentity): Promise<boolean> {
  const text = await readFile(join(folder, NAME), 'utf8').catch(() => '');
  return text === JSON.stringify(owner);
}
