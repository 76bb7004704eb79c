import type { Problem } from './configuration-problems.js';
import { placeOf } from './describe-issue.js';

export interface Interpolated {
  readonly value: unknown;
  readonly problems: readonly Problem[];
}

/**
 * The document with every `${NAME}` in its texts replaced by the environment's value; `$${` stands for `${`. Settings
 * that are left empty are dropped, so that a section with nothing but comments in it counts as absent.
 */
export function interpolate(
  source: string,
  document: unknown,
  env: NodeJS.ProcessEnv,
): Interpolated {
  const problems: Problem[] = [];

  function visit(node: unknown, path: readonly PropertyKey[]): unknown {
    if (typeof node === 'string') return replace(node, path);
    if (Array.isArray(node)) return node.map((item, index) => visit(item, [...path, index]));
    if (typeof node !== 'object' || node === null) return node;
    const entries = Object.entries(node).filter(([, value]) => value !== null);
    return Object.fromEntries(
      entries.map(([name, value]) => [name, visit(value, [...path, name])]),
    );
  }

  function replace(text: string, path: readonly PropertyKey[]): string {
    return text.replace(/\$(\$\{)|\$\{([^}]*)\}/g, (_match, escaped: string, name: string) => {
      if (escaped) return escaped;
      const value = env[name];
      if (value === undefined) {
        problems.push({
          source,
          place: placeOf(path),
          message: `the environment has no variable ${name}. Set it, or write $\${ for a literal \${.`,
        });
      }
      return value ?? '';
    });
  }

  return { value: visit(document, []), problems };
}
