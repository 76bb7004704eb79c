import { Injectable } from '@nestjs/common';
import { findPhoneNumbersInText } from 'libphonenumber-js';
import type { Finding, Redactor } from '../../contracts/redactor.js';
import { LlmRedactor } from '../../plugin/plugin-markers.js';

/** Finds phone numbers in international format (`+49 30 …`): entity `phone`. */
@LlmRedactor()
@Injectable()
export class PhoneRedactor implements Redactor {
  readonly id = 'phone';
  readonly entities = ['phone'];

  find(text: string): readonly Finding[] {
    if (!/[+＋]/.test(text)) return [];
    return findPhoneNumbersInText(text).map(({ startsAt, endsAt }) => ({
      entity: 'phone',
      start: startsAt,
      end: endsAt,
    }));
  }
}
