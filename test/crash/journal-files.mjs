import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MARK = Buffer.from([0xf5, 0xc0, 0xfe, 0x4c]);
const HEAD_BYTES = 12;

function segmentsIn(directory) {
  return readdirSync(directory, { recursive: true })
    .filter((name) => name.endsWith('.journal'))
    .map((name) => join(directory, name));
}

/** What the files of a journal take on the disk. */
export function bytesOf(directory) {
  return segmentsIn(directory).reduce((sum, path) => sum + statSync(path).size, 0);
}

/** Takes a call's record out of a journal, so that nothing tells of it. True where there was one. */
export function dropRecord(directory, id) {
  for (const path of segmentsIn(directory)) {
    const bytes = readFileSync(path);
    const at = bytes.indexOf(`"id":"${id}"`);
    if (at < 0) continue;
    const start = bytes.lastIndexOf(MARK, at);
    const end = start + HEAD_BYTES + bytes.readUInt32LE(start + 4);
    writeFileSync(path, Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]));
    return true;
  }
  return false;
}
