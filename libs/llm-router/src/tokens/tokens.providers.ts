import { Clock } from '../contracts/clock.js';
import { TokenCounter } from '../contracts/token-counter.js';
import { TokenizerCounter } from './tokenizer-counter.js';

export const tokensProviders = [
  {
    provide: TokenCounter,
    useFactory: (clock: Clock) => new TokenizerCounter(clock),
    inject: [Clock],
  },
];
