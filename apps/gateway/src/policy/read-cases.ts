import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { PolicyCase } from 'nestjs-llm-router';
import { parse } from 'yaml';
import { z } from 'zod';
import { ConfigurationProblems } from '../config/configuration-problems.js';
import { describeIssue } from '../config/describe-issue.js';
import { flag, labels, names, section, text, texts } from '../config/scalars.js';

const request = section({
  model: text.optional(),
  tier: text.optional(),
  sensitivity: texts.optional(),
  sensitivityFloor: texts.optional(),
  purpose: texts.optional(),
  tenant: text.optional(),
  team: text.optional(),
  user: text.optional(),
  key: text.optional(),
  entities: names.optional(),
  tags: labels.optional(),
  headers: labels.optional(),
  text: text.optional(),
});

const cases = z.array(
  section({
    name: text,
    request: request.prefault({}),
    allowed: names.optional(),
    refused: flag.optional(),
  }).refine((it) => (it.allowed === undefined) === (it.refused === true), {
    error: 'either allowed (who may be sent the call), or refused: true',
  }),
  { error: 'a list of cases' },
);

/** The table in a YAML file. Throws `ConfigurationProblems` that say what is wrong where. */
export function readCases(file: string, cwd: string): readonly PolicyCase[] {
  const document = read(file, cwd);
  const { data, error } = cases.safeParse(document);
  if (data !== undefined) return data;
  throw new ConfigurationProblems(
    error.issues.flatMap((it) => describeIssue(file, it, document)),
    'The cases cannot be read',
  );
}

function read(file: string, cwd: string): unknown {
  try {
    return parse(readFileSync(resolve(cwd, file), 'utf8')) as unknown;
  } catch (error) {
    const { message } = error as Error;
    throw new ConfigurationProblems(
      [{ source: file, place: '', message }],
      'The cases cannot be read',
    );
  }
}
