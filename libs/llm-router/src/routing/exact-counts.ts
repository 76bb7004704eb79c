import type { ChatRequest } from '../contracts/chat-request.js';
import type { Exchange } from '../contracts/exchange.js';
import type { PromptProfile } from '../contracts/prompt-profile.js';
import type { TokenCounter } from '../contracts/token-counter.js';
import type { LadderStep } from './ladder-step.js';
import type { Reading } from './route-reading.js';

/** How far an estimate may be off. */
const DOUBT = 2;

/**
 * A reading with exact counts where an estimate cannot decide, of the call's own request and of the shortened one: where
 * some candidate's context window is near. At once where nothing has to be counted.
 */
export function withExactCounts(
  { request, embedding }: Exchange,
  reading: Reading,
  counter: TokenCounter,
): Reading | Promise<Reading> {
  // An embedding model's window is for each of its inputs.
  if (embedding !== undefined) return reading;
  const { findings, steps } = reading;
  let whole = false;
  let shortened = false;
  for (const step of steps) {
    if (step.prompt === undefined) whole ||= isNear(step, findings.prompt);
    else shortened ||= isNear(step, step.prompt);
  }
  return whole || shortened ? count(reading, whole ? request : undefined, counter) : reading;
}

function isNear({ candidates }: LadderStep, { tokens, maxOutputTokens = 0 }: PromptProfile) {
  const most = tokens * DOUBT + maxOutputTokens;
  return candidates.some(
    // A window that the answer alone fills is too small whatever the prompt.
    ({ facts: { contextWindow: window } }) =>
      window !== undefined && most > window && maxOutputTokens < window,
  );
}

async function count(
  { findings, rule, steps: [first, ...others] }: Reading,
  request: ChatRequest | undefined,
  counter: TokenCounter,
): Promise<Reading> {
  const [prompt, ...rest] = await Promise.all([
    request === undefined ? findings.prompt : exactly(request, findings.prompt, counter),
    ...others.map(async (step) =>
      step.request && step.prompt && isNear(step, step.prompt)
        ? step.withPrompt(await exactly(step.request, step.prompt, counter))
        : step,
    ),
  ]);
  return { findings: { ...findings, prompt }, rule, steps: [first, ...rest] };
}

/** A counter that fails leaves the estimate. */
async function exactly(
  request: ChatRequest,
  prompt: PromptProfile,
  counter: TokenCounter,
): Promise<PromptProfile> {
  try {
    return { ...prompt, tokens: await counter.count(request), counted: true };
  } catch {
    return prompt;
  }
}
