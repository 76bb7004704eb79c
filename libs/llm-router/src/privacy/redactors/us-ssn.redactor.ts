import { Injectable } from '@nestjs/common';
import type { Finding, Redactor } from '../../contracts/redactor.js';
import { LlmRedactor } from '../../plugin/plugin-markers.js';
import { findPattern } from './find-pattern.js';

/** Never issued: area 000, 666 and 900–999, group 00, serial 0000 (Social Security Administration, POMS RM 10201.035). */
const SSN = /(?<![\d-])(?!000|666|9)\d{3}([- .])(?!00)\d{2}\1(?!0000)\d{4}(?![\d-])/g;

/** Used in advertisements, and void since. */
const VOID = new Set(['078051120', '219099999']);

/** Finds US social security numbers in groups (`123-45-6789`): entity `us-ssn`. */
@LlmRedactor()
@Injectable()
export class UsSsnRedactor implements Redactor {
  readonly id = 'us-ssn';
  readonly entities = ['us-ssn'];

  find(text: string): readonly Finding[] {
    return findPattern(text, SSN, 'us-ssn', (match) => !VOID.has(match.replace(/\D/g, '')));
  }
}
