import { arrayOf, objectOf, stringOf } from '../json-object.js';

/** The text of a content, plain or in blocks; tool results are apart. */
export function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  return arrayOf(content)
    .map((block) => stringOf(objectOf(block)['text']))
    .filter((text) => text !== undefined)
    .join('\n');
}

/** The text of the tool results of a content, undefined when it has none. */
export function toolResultText(content: unknown): string | undefined {
  const results = arrayOf(content)
    .map(objectOf)
    .filter((block) => block['type'] === 'tool_result');
  return results.length === 0
    ? undefined
    : results.map((block) => contentText(block['content'])).join('\n');
}

export function imageCount(content: unknown): number {
  return arrayOf(content).filter((block) => objectOf(block)['type'] === 'image').length;
}
