import { Injectable } from '@nestjs/common';
import type { Finding, Redactor } from '../../contracts/redactor.js';
import { LlmRedactor } from '../../plugin/plugin-markers.js';
import { findPattern } from './find-pattern.js';
import { findPrivateKeys } from './private-keys.js';

/** Tokens with a prefix that their issuer has published, so that scanners can find them. */
const TOKENS = [
  'sk-(?=[A-Za-z_-]*\\d)[A-Za-z0-9_-]{20,}', // OpenAI, Anthropic, OpenRouter and others
  '(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])', // AWS
  'gh[pousr]_[A-Za-z0-9]{36,}', // GitHub
  'github_pat_[A-Za-z0-9_]{22,}',
  'glpat-[A-Za-z0-9_-]{20,}', // GitLab
  '(?:xoxe\\.)?xox[abeoprs]-(?=[A-Za-z-]*\\d)[A-Za-z0-9-]{10,}', // Slack
  'xapp-\\d-[A-Za-z0-9-]{10,}',
  'AIza[A-Za-z0-9_-]{35}', // Google
  '[sr]k_(?:live|test)_[A-Za-z0-9]{16,}', // Stripe
  'hf_[A-Za-z]{34}', // Hugging Face
  'gsk_[A-Za-z0-9]{40,}', // Groq
  'eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]*', // JSON Web Token
];

/** Tokens begin where a word does, or after an escaped line break; that also keeps the search linear. */
const TOKEN = new RegExp(`(?:(?<=\\\\[nrt])|(?<![A-Za-z0-9_-]))(?:${TOKENS.join('|')})`, 'g');

/** Finds API keys, access tokens and private keys: entity `secret`. */
@LlmRedactor()
@Injectable()
export class SecretRedactor implements Redactor {
  readonly id = 'secret';
  readonly entities = ['secret'];

  find(text: string): readonly Finding[] {
    return [...findPattern(text, TOKEN, 'secret'), ...findPrivateKeys(text)];
  }
}
