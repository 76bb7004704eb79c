import { readAnchors, writtenAnchor } from './audit-anchor.js';

const anchor = { sequence: 12, hash: 'ab'.repeat(32), at: 1_764_000_000_000 };

it('is read from lines of JSON, and from logs around it', () => {
  const line = writtenAnchor(anchor);
  const log = [
    line,
    `[Nest] 42 - LOG [Audit] Anchor ${line}`,
    JSON.stringify({ level: 'log', message: `Anchor ${line}` }),
    'Anchor {"sequence":12,"hash":"short","at":1}',
  ].join('\n');
  expect(readAnchors(log)).toEqual([anchor, anchor, anchor]);
  expect(readAnchors('nothing')).toEqual([]);
});
