import { retryAfterMs } from './retry-after.js';

const NOW = Date.parse('Wed, 21 Oct 2026 07:28:00 GMT');

describe('retryAfterMs', () => {
  it.each([
    ['seconds', { 'retry-after': '7' }, 7_000],
    ['parts of a second', { 'retry-after': '0.25' }, 250],
    ['an HTTP date', { 'retry-after': 'Wed, 21 Oct 2026 07:28:30 GMT' }, 30_000],
    ['an HTTP date in the past', { 'retry-after': 'Wed, 21 Oct 2026 07:00:00 GMT' }, 0],
    ['milliseconds, which win', { 'retry-after-ms': '1500', 'retry-after': '9' }, 1_500],
    ['more than ten minutes', { 'retry-after': '86400' }, 600_000],
    ['an absurd number', { 'retry-after': '9'.repeat(400) }, 600_000],
    ['nothing', {}, undefined],
    ['a negative number', { 'retry-after': '-5' }, undefined],
    ['words', { 'retry-after': 'soon' }, undefined],
    ['a broken date', { 'retry-after': 'Wed, whenever' }, undefined],
    ['an empty header', { 'retry-after-ms': '', 'retry-after': ' ' }, undefined],
  ])('reads %s', (_name, headers, expected) => {
    expect(retryAfterMs(headers, NOW)).toBe(expected);
  });
});
