import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const root = join(__dirname, '..');
const EXAMPLE = /^```ts\n([^]*?)^```$/gm;

/** The compiler with the repository's own options, and the examples as files beside the tests. */
function problemsOf(examples: readonly string[]): string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) =>
    ts.sys.readFile(path),
  );
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const files = new Map(
    examples.map((text, index) => [join(root, 'test', `example-${index}.ts`), text]),
  );
  const host = ts.createCompilerHost({ ...options, noEmit: true });
  const { readFile, fileExists, getSourceFile } = host;
  host.readFile = (path) => files.get(path) ?? readFile.call(host, path);
  host.fileExists = (path) => files.has(path) || fileExists.call(host, path);
  host.getSourceFile = (path, ...rest) => {
    const text = files.get(path);
    return text === undefined
      ? getSourceFile.call(host, path, ...rest)
      : ts.createSourceFile(path, text, rest[0], true);
  };
  const program = ts.createProgram([...files.keys()], { ...options, noEmit: true }, host);
  return [...files.keys()].flatMap((path) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(path))
      .map((it) => `${path}: ${ts.flattenDiagnosticMessageText(it.messageText, '\n')}`),
  );
}

it('every example of docs/clients.md compiles', () => {
  const text = readFileSync(join(root, 'docs', 'clients.md'), 'utf8');
  const examples = [...text.matchAll(EXAMPLE)].map((match) => match[1]!);
  expect(examples.length).toBeGreaterThanOrEqual(5);
  expect(problemsOf(examples)).toEqual([]);
}, 60_000);
