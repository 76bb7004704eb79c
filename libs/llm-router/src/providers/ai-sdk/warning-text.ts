import { listOf, objectOf, textOf } from '../json-value.js';

const MAX_LENGTH = 300;

/** The warnings of a model in words; each version has forms of its own. */
export function warningTexts(warnings: unknown): string[] {
  return listOf(warnings).map((it) => {
    const { type, message, feature, setting, tool, details } = objectOf(it);
    const subject =
      textOf(feature) ?? textOf(setting) ?? textOf(objectOf(tool).name) ?? 'something';
    const what = textOf(details) ?? textOf(message);
    const text =
      type === 'other' && what !== undefined
        ? what
        : `${subject} is ${textOf(type)?.split('-')[0] ?? 'unsupported'}${what === undefined ? '.' : `: ${what}`}`;
    return text.slice(0, MAX_LENGTH);
  });
}
