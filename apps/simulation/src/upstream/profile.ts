import type { LogNormal } from '../chance/distributions.js';

/** What a provider is like when nothing is wrong with it. */
export interface Profile {
  readonly id: string;
  /** Milliseconds from sending to the first part. */
  readonly firstPartMs: LogNormal;
  /** Of one reply, after its first part. */
  readonly tokensPerSecond: LogNormal;
  /** Replies under way above which it gets slower, in proportion. */
  readonly capacity: number;
  /** US dollars per million tokens. */
  readonly price: { readonly input: number; readonly output: number };
}

/** The model that all of them serve. */
export const MODEL = 'chat-large';

/**
 * Three hosts of one open model. Speeds and prices lie as far apart as those of real hosts: the fastest is two and a
 * half times as fast as the cheapest, and costs twice as much.
 */
export const PROFILES: readonly Profile[] = [
  {
    id: 'swift',
    firstPartMs: { median: 220, sigma: 0.35 },
    tokensPerSecond: { median: 140, sigma: 0.15 },
    capacity: 80,
    price: { input: 0.88, output: 1.2 },
  },
  {
    id: 'steady',
    firstPartMs: { median: 350, sigma: 0.4 },
    tokensPerSecond: { median: 90, sigma: 0.2 },
    capacity: 100,
    price: { input: 0.6, output: 0.9 },
  },
  {
    id: 'thrifty',
    firstPartMs: { median: 550, sigma: 0.45 },
    tokensPerSecond: { median: 60, sigma: 0.25 },
    capacity: 120,
    price: { input: 0.4, output: 0.6 },
  },
];
