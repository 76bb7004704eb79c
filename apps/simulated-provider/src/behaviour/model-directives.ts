import type { Behaviour } from './behaviour.js';

interface ModelDirective {
  readonly form: string;
  readonly pattern: RegExp;
  readonly behaviour: (...numbers: number[]) => Behaviour;
}

const HTML_PAGE =
  '<!DOCTYPE html><html><head><title>Welcome</title></head><body><h1>It works!</h1></body></html>';

function directive(form: string, behaviour: (...numbers: number[]) => Behaviour): ModelDirective {
  // Times and counts stay within nine digits, so that none is beyond what a timer can hold.
  const source = form
    .replace(/\[([^\]]*)\]/g, '(?:$1)?')
    .replace('<code>', '([2-5]\\d\\d)')
    .replace(/<[a-z]+>/g, '(\\d{1,9})');
  return { form, pattern: new RegExp(`^${source}$`), behaviour };
}

/** Every word of a model's name that means something, in the form shown to people. */
export const MODEL_DIRECTIVES: readonly ModelDirective[] = [
  directive('fault-status-<code>[-retry-after-<seconds>]', (status, retryAfter) =>
    Number.isNaN(retryAfter) ? { status } : { status, retryAfter },
  ),
  directive('fault-silence', () => ({ silence: true })),
  directive('fault-latency-<ms>', (latencyMs) => ({ latencyMs })),
  directive('fault-slow-first-byte-<ms>', (firstByteMs) => ({ firstByteMs })),
  directive('fault-slow-drip-<ms>', (dripMs) => ({ dripMs })),
  directive('fault-cut-<parts>', (cutAfterParts) => ({ cutAfterParts })),
  directive('fault-reset', () => ({ cutAfterParts: 0 })),
  directive('fault-stall-<parts>', (stallAfterParts) => ({ stallAfterParts })),
  directive('fault-broken-json', () => ({ brokenJson: true })),
  directive('fault-missing-usage', () => ({ missingUsage: true })),
  directive('fault-overload-in-stream[-<parts>]', (parts = NaN) => ({
    overloadInStream: Number.isNaN(parts) ? true : parts,
  })),
  directive('fault-overload', () => ({ error: 'overloaded' })),
  directive('fault-html-200', () => ({ body: HTML_PAGE, contentType: 'text/html; charset=utf-8' })),
  directive('fault-empty-200', () => ({ body: '' })),
  directive('fault-context-overflow', () => ({ error: 'context-overflow' })),
  directive('fault-content-filter', () => ({ error: 'content-filter' })),
  directive('fault-refusal', () => ({ refusal: true })),
  directive('fault-auth-401', () => ({ error: 'authentication' })),
  directive('fault-quota', () => ({ error: 'quota' })),
  directive('fault-model-not-found', () => ({ error: 'model-not-found' })),
  directive('parts-<count>', (parts) => ({ parts: Math.max(1, parts ?? 1) })),
  directive('tokens-<prompt>-<completion>', (promptTokens, completionTokens) => ({
    promptTokens,
    completionTokens,
  })),
  directive('cached-<tokens>', (cachedTokens) => ({ cachedTokens })),
  directive('reasoning', () => ({ reasoning: true })),
];

export const UNKNOWN_FAULT: Behaviour = { error: 'model-not-found' };
