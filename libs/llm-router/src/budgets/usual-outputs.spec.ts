import type { AttemptRecord } from '../contracts/attempt.js';
import { NO_USAGE } from '../contracts/token-usage.js';
import { UsualOutputs } from './usual-outputs.js';

const answer = (output: number, model = 'p/m', status: AttemptRecord['status'] = 'succeeded') => ({
  model,
  status,
  usage: { ...NO_USAGE, output },
});

it('tells the 99th percentile of the last answers, once enough are known', () => {
  const usual = new UsualOutputs();
  for (let length = 1; length < 20; length++) usual.learn(answer(length));
  expect(usual.of('p/m')).toBeUndefined();
  for (let length = 20; length <= 200; length++) usual.learn(answer(length));
  expect(usual.of('p/m')).toBe(198);
  for (let made = 0; made < 500; made++) usual.learn(answer(7));
  expect(usual.of('p/m')).toBe(7);
  expect(usual.of('p/other')).toBeUndefined();
});

it('learns nothing from answers that are not whole', () => {
  const usual = new UsualOutputs();
  for (let made = 0; made < 50; made++) usual.learn(answer(1, 'p/m', 'interrupted'));
  expect(usual.of('p/m')).toBeUndefined();
});

it('forgets models that have not been asked for longest: their names may be anything', () => {
  const usual = new UsualOutputs();
  for (let model = 0; model < 1_500; model++) {
    for (let made = 0; made < 20; made++) usual.learn(answer(5, `p/${model}`));
  }
  expect(usual.of('p/0')).toBeUndefined();
  expect(usual.of('p/1499')).toBe(5);
});
