import { parseArgs } from 'node:util';
import {
  LlmRouter,
  type PolicyCaseResult,
  ProcessingRecord,
  runPolicyCases,
} from 'nestjs-llm-router';
import { callerOf } from '../admin/route-question.js';
import { explainStartFailure } from '../server/explain-start-failure.js';
import { policyApplication } from './policy-application.js';
import { readCases } from './read-cases.js';

const USAGE = `policy test <cases.yaml> [--config gateway.yaml]
  Says for each case who would be sent the call, and fails where that is not as the case has it. Nobody is called.
policy record [--format md|json] [--config gateway.yaml]
  Prints the record of processing.
`;

interface Command {
  readonly name: 'test' | 'record';
  readonly file: string;
  readonly format: string;
  readonly config: string | undefined;
}

/** Runs a command, and resolves with the exit code: 0 all went well, 1 a case failed, 2 there was nothing to run. */
export async function policyCommand(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  cwd: string,
  write: (text: string) => void,
): Promise<number> {
  const command = commandOf(args);
  if (command === undefined) {
    write(USAGE);
    return 2;
  }
  try {
    const named = command.config === undefined ? {} : { LLM_ROUTER_CONFIG: command.config };
    return await run(command, { ...env, ...named }, cwd, write);
  } catch (error) {
    const told = explainStartFailure(error);
    if (told === undefined) throw error;
    write(`${told}\n`);
    return 2;
  }
}

async function run(
  { name, file, format }: Command,
  env: NodeJS.ProcessEnv,
  cwd: string,
  write: (text: string) => void,
): Promise<number> {
  const cases = name === 'test' ? readCases(file, cwd) : [];
  const { context, loaded } = await policyApplication(env, cwd);
  try {
    if (name === 'record') {
      const record = context.get(ProcessingRecord);
      write(format === 'md' ? record.markdown() : `${JSON.stringify(record.data(), null, 2)}\n`);
      return 0;
    }
    const results = await runPolicyCases(context.get(LlmRouter), cases, (key) =>
      callerOf(key, loaded.config.keys),
    );
    for (const result of results) write(describe(result));
    const failed = results.filter(({ passed }) => !passed).length;
    write(`\n${results.length - failed} of ${results.length} cases passed.\n`);
    return failed === 0 ? 0 : 1;
  } finally {
    await context.close();
  }
}

function commandOf(args: readonly string[]): Command | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        config: { type: 'string' },
        format: { type: 'string', default: 'md' },
      },
    });
    const [name, file = '', ...more] = positionals;
    const { config, format } = values;
    if (more.length > 0 || !['md', 'json'].includes(format)) return undefined;
    if (name === 'test') return file === '' ? undefined : { name, file, format, config };
    return name === 'record' && file === '' ? { name, file, format, config } : undefined;
  } catch {
    return undefined;
  }
}

function describe({ name, passed, sentTo, reasons }: PolicyCaseResult): string {
  const to = sentTo.length === 0 ? 'nobody' : sentTo.join(', ');
  const head = `${passed ? '✓' : '✗'} ${name}: ${to}\n`;
  return head + reasons.map((it) => `    ${it}\n`).join('');
}
