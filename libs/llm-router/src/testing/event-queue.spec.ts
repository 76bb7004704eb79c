import fc from 'fast-check';
import { type Due, EventQueue } from './event-queue.js';

const due = (at: number): Due => ({ at, run: () => undefined });

function taken(queue: EventQueue): Due[] {
  const all: Due[] = [];
  for (let next = queue.take(); next !== undefined; next = queue.take()) all.push(next);
  return all;
}

it('has nothing to give when it is empty', () => {
  const queue = new EventQueue();
  expect(queue.peek()).toBeUndefined();
  expect(queue.take()).toBeUndefined();
});

it('shows the earliest without taking it', () => {
  const queue = new EventQueue();
  const [late, early] = [due(2), due(1)];
  queue.add(late);
  queue.add(early);
  expect(queue.peek()).toBe(early);
  expect(queue.peek()).toBe(early);
  expect(taken(queue)).toEqual([early, late]);
});

it('gives the earliest first, equals in the order in which they came, and none that was taken back', () => {
  /** Adds something at that time, takes the next, or takes back one that was added. */
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ add: fc.integer({ min: 0, max: 8 }) }) },
    { weight: 2, arbitrary: fc.constant('take' as const) },
    { weight: 1, arbitrary: fc.record({ takeBack: fc.nat({ max: 40 }) }) },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const queue = new EventQueue();
      const added: Due[] = [];
      let waiting: Due[] = [];
      const next = (): Due | undefined =>
        waiting.reduce<Due | undefined>(
          (first, it) => (first && first.at <= it.at ? first : it),
          undefined,
        );
      for (const it of steps) {
        if (it === 'take') {
          const expected = next();
          expect(queue.take()).toBe(expected);
          waiting = waiting.filter((other) => other !== expected);
        } else if ('add' in it) {
          const one = due(it.add);
          added.push(one);
          waiting.push(one);
          queue.add(one);
        } else {
          const one = added[it.takeBack];
          if (one === undefined) continue;
          one.run = undefined;
          waiting = waiting.filter((other) => other !== one);
        }
        expect(queue.peek()).toBe(next());
      }
      const rest = taken(queue);
      expect(rest).toEqual([...waiting].sort((a, b) => a.at - b.at));
      expect(rest.every((it, index) => index === 0 || rest[index - 1]!.at <= it.at)).toBe(true);
    }),
  );
});
