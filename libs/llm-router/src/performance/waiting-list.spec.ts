import fc from 'fast-check';
import { Waiting, WaitingList } from './waiting-list.js';

it('tells the oldest that still waits, whoever leaves', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30)), (moves) => {
      const list = new WaitingList();
      const all: Waiting[] = [];
      let there: Waiting[] = [];
      for (const [now, move] of moves.entries()) {
        const leaver = all[move];
        if (leaver === undefined) {
          const it = new Waiting(now);
          all.push(it);
          there.push(it);
          list.add(it);
          list.add(it);
        } else {
          expect(list.remove(leaver)).toBe(there.includes(leaver));
          there = there.filter((it) => it !== leaver);
        }
        expect(list.since).toBe(there[0]?.since);
      }
    }),
  );
});
