import { Injectable } from '@nestjs/common';
import type { Finding, Redactor } from '../../contracts/redactor.js';
import { LlmRedactor } from '../../plugin/plugin-markers.js';
import { findPattern } from './find-pattern.js';

/** The lookbehind lets a match start only where a word does, which keeps the search linear. */
const EMAIL =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+(?:xn--[a-z0-9-]*[a-z0-9]|\p{L}{2,})/giu;

/** Finds e-mail addresses, internationalised ones too: entity `email`. */
@LlmRedactor()
@Injectable()
export class EmailRedactor implements Redactor {
  readonly id = 'email';
  readonly entities = ['email'];

  find(text: string): readonly Finding[] {
    return text.includes('@') ? findPattern(text, EMAIL, 'email') : [];
  }
}
