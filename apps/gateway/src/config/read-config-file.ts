import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { ConfigurationProblems } from './configuration-problems.js';

const DEFAULT_FILE = 'gateway.yaml';

export interface ConfigFile {
  /** As the user calls it. */
  readonly name: string;
  readonly document: unknown;
}

/**
 * `gateway.yaml` of the working directory, where there is one, or the file that `LLM_ROUTER_CONFIG` names. Throws
 * `ConfigurationProblems` for a named file that is missing and for text that is not YAML.
 */
export function readConfigFile(env: NodeJS.ProcessEnv, cwd: string): ConfigFile | undefined {
  const named = env['LLM_ROUTER_CONFIG'];
  const name = named || DEFAULT_FILE;
  try {
    return { name, document: parse(name, readFileSync(resolve(cwd, name), 'utf8')) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    if (code === 'ENOENT' && !named) return undefined;
    const reason =
      code === 'ENOENT' ? 'the file does not exist' : `the file cannot be read (${code})`;
    const place = named ? 'LLM_ROUTER_CONFIG' : name;
    throw new ConfigurationProblems([
      {
        source: named ? 'environment' : name,
        place,
        message: `${JSON.stringify(name)}: ${reason}.`,
      },
    ]);
  }
}

function parse(source: string, text: string): unknown {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  if (document.errors.length > 0) {
    throw new ConfigurationProblems(
      document.errors.map((error) => {
        const { line, col } = lineCounter.linePos(error.pos[0]);
        return { source, place: `line ${line}, column ${col}`, message: error.message };
      }),
    );
  }
  return document.toJS() as unknown;
}
