import type { BudgetMeasure } from '../contracts/budget-store.js';
import type { Candidate } from '../contracts/candidate.js';
import type { ChatRequest } from '../contracts/chat-request.js';
import type { PicoDollars } from '../contracts/model-price.js';
import { NO_USAGE, type TokenClass } from '../contracts/token-usage.js';
import type { Held } from './budget-sheet.js';
import type { PromptTokens } from './prompt-tokens.js';

/** What a try may need, of what it counts in. */
export type Need = Readonly<Record<Exclude<BudgetMeasure, 'requests'>, Held>>;

export interface AskedTry {
  readonly candidate: Candidate;
  readonly request: ChatRequest;
  readonly prompt: PromptTokens;
  readonly isEmbedding: boolean;
  /** Tokens of almost every answer of this model, where enough is known. */
  readonly usualOutput: number | undefined;
  /** Tokens of the longest answer, where nothing tells. */
  readonly defaultOutput: number;
}

const INPUT: readonly TokenClass[] = [
  'input',
  'cacheRead',
  'cacheWrite',
  'cacheWriteLong',
  'inputImage',
];
/** What an answer consists of, and the modality that has to be asked for. */
const OUTPUT: readonly { readonly tokens: TokenClass; readonly modality?: string }[] = [
  { tokens: 'output' },
  { tokens: 'reasoning' },
  { tokens: 'outputAudio', modality: 'audio' },
  { tokens: 'outputImage', modality: 'image' },
];

/** What a try is likely to need, and its worst case: the longest prompt and answer, each at its dearest rate. */
export function needOf(asked: AskedTry): Need {
  const { prompt, usualOutput, candidate } = asked;
  const { contextWindow = Infinity } = candidate.facts;
  const input = asked.isEmbedding ? prompt.most : Math.min(prompt.most, contextWindow);
  const output = mostOutput(asked, contextWindow);
  const likelyInput = Math.min(prompt.likely, input);
  const likelyOutput = Math.min(usualOutput ?? output, output);
  const worst = worstCost(asked, input, output);
  const likely = { ...NO_USAGE, input: likelyInput, output: likelyOutput };
  const expected = candidate.price?.costOf(likely) ?? 0n;
  return {
    usd: { worst, expected: expected < worst ? expected : worst },
    tokens: { worst: BigInt(input + output), expected: BigInt(likelyInput + likelyOutput) },
  };
}

/** The larger of two needs, measure by measure. */
export function largerNeed(a: Need, b: Need): Need {
  const either = (x: Held, y: Held): Held => ({
    expected: larger(x.expected, y.expected),
    worst: larger(x.worst, y.worst),
  });
  return { usd: either(a.usd, b.usd), tokens: either(a.tokens, b.tokens) };
}

function mostOutput(
  { request, candidate, prompt, isEmbedding, defaultOutput }: AskedTry,
  contextWindow: number,
): number {
  if (isEmbedding) return 0;
  const asked = count(request.max_completion_tokens ?? request.max_tokens);
  const { maxOutputTokens } = candidate.facts;
  const left = Math.max(0, contextWindow - prompt.likely);
  const one = asked ?? maxOutputTokens ?? (Number.isFinite(left) ? left : defaultOutput);
  return one * Math.max(1, count(request.n) ?? 1);
}

/** Unknown prices count as nothing: who may be asked at all is not decided here. */
function worstCost(
  { candidate: { price }, request, prompt }: AskedTry,
  input: number,
  output: number,
): PicoDollars {
  if (price === undefined) return 0n;
  const outputs = OUTPUT.filter((it) => asksFor(request, it.modality));
  const tiers = [undefined, request.service_tier ?? undefined];
  const costs = tiers.map((serviceTier) => {
    const cost = (inputClass: TokenClass, outputClass: TokenClass) =>
      price.costOf(
        { ...NO_USAGE, [inputClass]: input, [outputClass]: output },
        { images: prompt.images, ...(serviceTier && { serviceTier }) },
      );
    const dearest = outputs.reduce((a, b) =>
      cost('input', b.tokens) > cost('input', a.tokens) ? b : a,
    );
    const inputs = prompt.hasAudio ? [...INPUT, 'inputAudio' as const] : INPUT;
    return inputs.map((it) => cost(it, dearest.tokens)).reduce(larger);
  });
  return costs.reduce(larger);
}

function asksFor({ modalities }: ChatRequest, modality: string | undefined): boolean {
  return modality === undefined || (Array.isArray(modalities) && modalities.includes(modality));
}

function count(value: number | null | undefined): number | undefined {
  return typeof value === 'number' && value > 0 && value < Number.MAX_SAFE_INTEGER
    ? Math.ceil(value)
    : undefined;
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
