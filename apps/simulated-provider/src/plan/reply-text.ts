import type { Behaviour } from '../behaviour/behaviour.js';
import { jsonFromSchema } from './json-from-schema.js';
import type { Prompt } from './prompt.js';
import { wordsOf } from './text-parts.js';

/** The full text of one choice: what was ordered, JSON if that is wanted, else an echo of the last user message. */
export function replyText(prompt: Prompt, behaviour: Behaviour, choice: number): string {
  if (behaviour.text !== undefined) return behaviour.text;
  if (prompt.json === true) return JSON.stringify({ answer: echo(prompt, choice) });
  if (prompt.json !== undefined) return JSON.stringify(jsonFromSchema(prompt.json));
  const text = echo(prompt, choice);
  return behaviour.parts === undefined ? text : padToWords(text, behaviour.parts);
}

function echo(prompt: Prompt, choice: number): string {
  const answer =
    prompt.toolResult === undefined
      ? `Simulated answer to: ${prompt.lastUserText}`
      : `Simulated answer using the tool's result: ${prompt.toolResult}`;
  return choice === 0 ? answer : `${answer} (choice ${choice + 1})`;
}

function padToWords(text: string, count: number): string {
  const words = wordsOf(text);
  for (let number = words.length + 1; number <= count; number += 1) words.push(` part-${number}`);
  return words.join('');
}
