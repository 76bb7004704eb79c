import { ConfigurationError } from '../../contracts/errors/configuration-error.js';
import type { CustomDictionary, CustomPattern } from '../../contracts/redactor.js';
import { Dictionary } from './dictionary.js';
import { costOf } from './patterns/pattern-cost.js';
import type { AnyRecogniser, Recogniser, Search } from './recogniser.js';

/** What an expression may cost at one place of a text; one with a bounded repeat or two stays far below. */
const MOST_STEPS = 2_000;
const LEGAL_ENTITY = /^[a-z][a-z\d]*(?:-[a-z\d]+)*$/;

/** What an application looks for beside what is built in. */
export interface CustomDetection {
  readonly patterns?: readonly CustomPattern[];
  readonly dictionaries?: readonly CustomDictionary[];
}

/** Throws a `ConfigurationError` for an illegal name, an illegal expression, and one whose time has no bound. */
export function customRecognisers({ patterns, dictionaries }: CustomDetection): AnyRecogniser[] {
  return [
    ...(patterns ?? []).map((it, index) => patternSearch(it, `redact.patterns[${index}]`)),
    ...(dictionaries ?? []).map((it, index) =>
      dictionarySearch(it, `redact.dictionaries[${index}]`),
    ),
  ];
}

function patternSearch(custom: CustomPattern, option: string): Search {
  const pattern = expressionOf(custom, option);
  return {
    kind: 'search',
    ...recogniserOf(custom, option),
    search: (text) =>
      Array.from(text.matchAll(pattern), ({ 0: match, index }) => ({
        start: index,
        end: index + match.length,
      })).filter(({ start, end }) => end > start),
  };
}

function dictionarySearch(custom: CustomDictionary, option: string): Search {
  const short = custom.words.find((it) => it.replace(/[^\p{L}\p{N}]/gu, '').length < 2);
  if (short !== undefined) {
    throw new ConfigurationError(
      `${option}.words: ${JSON.stringify(short)} is too short. Legal: two letters or digits at least.`,
    );
  }
  const dictionary = new Dictionary(custom.words);
  return {
    kind: 'search',
    ...recogniserOf(custom, option),
    search: (_text, lowerCase) => dictionary.search(lowerCase),
  };
}

function recogniserOf(
  { entity, context }: { readonly entity: string; readonly context?: readonly string[] },
  option: string,
): Recogniser {
  if (!LEGAL_ENTITY.test(entity)) {
    throw new ConfigurationError(
      `${option}.entity: ${JSON.stringify(entity)} is not legal. Legal: a name in kebab-case, e.g. "employee-id".`,
    );
  }
  if (context === undefined || context.length === 0) return { entity };
  return { entity, strength: 'weak', context: context.map((it) => it.toLowerCase()) };
}

function expressionOf({ pattern, flags }: CustomPattern, option: string): RegExp {
  const source = typeof pattern === 'string' ? pattern : pattern.source;
  const letters = flags ?? (typeof pattern === 'string' ? '' : pattern.flags);
  let expression: RegExp;
  try {
    expression = new RegExp(source, `${letters.replace(/[gy]/g, '')}g`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(`${option}.pattern: ${why}.`);
  }
  const { steps, endless } = costOf(expression);
  if (endless.length > 0) {
    const repeats = endless.map((it) => JSON.stringify(it)).join(', ');
    throw new ConfigurationError(
      `${option}.pattern: ${repeats} may repeat without end, so that a hostile prompt could hold up the process. Give it an upper bound, e.g. {1,64} in place of +.`,
    );
  }
  if (steps > MOST_STEPS) {
    throw new ConfigurationError(
      `${option}.pattern: /${source}/ may match in too many ways: it looks at up to ${steps.toLocaleString('en')} characters from one place of a text. Legal: ${MOST_STEPS.toLocaleString('en')}. Lower the bounds, or let what follows a repeat begin unlike what is repeated.`,
    );
  }
  return expression;
}
