import { isIP, isIPv4 } from 'node:net';
import { Injectable } from '@nestjs/common';
import type { Finding, Redactor } from '../../contracts/redactor.js';
import { LlmRedactor } from '../../plugin/plugin-markers.js';

const CANDIDATE = /(?<![\w:.])[\da-f:.]{3,}(?!\w)/gi;

/** Finds IPv4 and IPv6 addresses: entity `ip`. `::` and other names without a digit are left, code is full of them. */
@LlmRedactor()
@Injectable()
export class IpAddressRedactor implements Redactor {
  readonly id = 'ip';
  readonly entities = ['ip'];

  find(text: string): readonly Finding[] {
    const findings: Finding[] = [];
    for (const { 0: candidate, index } of text.matchAll(CANDIDATE)) {
      const length = lengthOfAddress(candidate);
      if (length > 0) findings.push({ entity: 'ip', start: index, end: index + length });
    }
    return findings;
  }
}

/** 0 where it is none. A full stop or colon of the sentence, and the port after an IPv4 address, do not belong to it. */
function lengthOfAddress(candidate: string): number {
  if (candidate.length > 128 || !/\d/.test(candidate)) return 0;
  if (isIP(candidate)) return candidate.length;
  const trimmed = candidate.replace(/[.:]+$/, '');
  if (isIP(trimmed)) return trimmed.length;
  const host = candidate.slice(0, Math.max(candidate.indexOf(':'), 0));
  return isIPv4(host) ? host.length : 0;
}
