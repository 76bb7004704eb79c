import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type AuditAnchor, AuditLog, readAnchors, writtenAnchor } from 'nestjs-llm-router/typeorm';
import type { DataSource } from 'typeorm';
import { loadConfig } from '../config/load-config.js';
import { databaseName, openTrail } from './open-trail.js';
import { verdictInWords } from './verdict-in-words.js';

const USAGE = `Usage: audit <command> [--database <url>] [--anchor <file> …]

  verify   says whether the audit trail is as it was written
           --anchor: a file with anchors, one a line, or a log that holds them; may be given several times
  anchor   prints the end of the trail, as a line of JSON

  --database: as in gateway.yaml, which is read where this is left out`;

export interface CommandWorld {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
}

/** Resolves with the exit code: 0 intact, 1 damaged, 2 it cannot be said. */
export async function auditCommand(argv: readonly string[], world: CommandWorld): Promise<number> {
  try {
    const { positionals, values } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { database: { type: 'string' }, anchor: { type: 'string', multiple: true } },
    });
    const [command, ...more] = positionals;
    if ((command !== 'verify' && command !== 'anchor') || more.length > 0) {
      world.complain(USAGE);
      return 2;
    }
    const anchors = (values.anchor ?? []).flatMap((file) => anchorsIn(file, world.cwd));
    const url = values.database ?? loadConfig(world.env, world.cwd).config.database.url;
    return await withTrail(url, world, (source) =>
      command === 'verify' ? verify(source, url, anchors, world) : anchor(source, world),
    );
  } catch (error) {
    world.complain((error as Error).message);
    return 2;
  }
}

async function withTrail(
  url: string,
  { cwd }: CommandWorld,
  run: (source: DataSource) => Promise<number>,
): Promise<number> {
  const source = await openTrail(url, cwd).catch((error: Error) => {
    throw new Error(`The database ${databaseName(url)} cannot be read: ${error.message}.`, {
      cause: error,
    });
  });
  return run(source).finally(() => source.destroy());
}

function anchorsIn(file: string, cwd: string): AuditAnchor[] {
  const anchors = readAnchors(readFileSync(resolve(cwd, file), 'utf8'));
  if (anchors.length > 0) return anchors;
  throw new Error(`${file} holds no anchor. An anchor is a line that \`audit:anchor\` printed.`);
}

async function verify(
  source: DataSource,
  url: string,
  anchors: readonly AuditAnchor[],
  { print }: CommandWorld,
): Promise<number> {
  const verdict = await new AuditLog(source).verify(anchors);
  print(verdictInWords(databaseName(url), verdict, anchors.length));
  return verdict.intact ? 0 : 1;
}

async function anchor(source: DataSource, { print }: CommandWorld): Promise<number> {
  print(writtenAnchor(await new AuditLog(source).anchor()));
  return 0;
}
