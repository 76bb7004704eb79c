import fc from 'fast-check';
import { PeakAverage } from './peak-average.js';

function after(samples: readonly number[], everyMs = 100): { peak: PeakAverage; now: number } {
  const peak = new PeakAverage();
  let now = 0;
  for (const it of samples) peak.add(it, (now += everyMs));
  return { peak, now };
}

const usual = () => after(Array<number>(200).fill(500));

it('knows nothing before the first sample, nor when all are old', () => {
  expect(new PeakAverage().read(0)).toBeUndefined();
  const { peak, now } = usual();
  expect(peak.read(now + 300_000)).toBe(500);
  expect(peak.read(now + 300_001)).toBeUndefined();
});

it('rises at once', () => {
  const { peak, now } = usual();
  peak.add(5_000, now);
  expect(peak.read(now)).toBe(5_000);
});

it('falls by the time that has passed: to a third in ten seconds', () => {
  const { peak, now } = usual();
  peak.add(5_000, now);
  peak.add(500, now);
  expect(peak.read(now)).toBe(5_000);
  peak.add(500, now + 10_000);
  expect(peak.read(now + 10_000)).toBeCloseTo(500 + 4_500 / Math.E, 0);
});

it('falls back to what is usual while nobody asks, and not below', () => {
  const { peak, now } = usual();
  peak.add(5_000, now);
  expect(peak.read(now + 20_000)).toBeLessThan(1_200);
  expect(peak.read(now + 200_000)).toBeGreaterThanOrEqual(500);
  expect(peak.read(now + 200_000)).toBeLessThan(560);
});

it('leaves a target that is always slow slow, however long nobody asks it', () => {
  const { peak, now } = after([4_000, 4_000, 4_000]);
  expect(peak.read(now + 299_000)).toBe(4_000);
});

it('charges a failure twice the latency, and each that follows twice again, up to forty times what is usual', () => {
  const { peak, now } = usual();
  const read = () => {
    peak.fail(now);
    return peak.read(now);
  };
  expect([read(), read(), read()]).toEqual([1_000, 2_000, 4_000]);
  expect([read(), read(), read(), read()]).toEqual([8_000, 16_000, 20_000, 20_000]);
});

it('takes three tenths of the charge back with each answer, and a part with time', () => {
  const { peak, now } = usual();
  for (let i = 0; i < 4; i++) peak.fail(now);
  peak.add(500, now);
  expect(peak.read(now)).toBeCloseTo(5_600);
  peak.add(500, now);
  expect(peak.read(now)).toBeCloseTo(3_920);
  expect(peak.read(now + 5_000)).toBeCloseTo(3_920 / Math.sqrt(Math.E));
  expect(peak.read(now + 60_000)).toBe(500);
});

it('makes a target that has only failed neither fast nor slow for ever', () => {
  const peak = new PeakAverage();
  peak.fail(0);
  expect(peak.read(0)).toBe(1_000);
  peak.fail(0);
  expect(peak.read(0)).toBe(2_000);
  expect(peak.read(60_000)).toBe(1_000);
  expect(peak.read(300_001)).toBeUndefined();
});

it('knows that an answer that did not come would have taken longer', () => {
  const { peak, now } = usual();
  peak.atLeast(400, now);
  expect(peak.read(now)).toBe(500);
  peak.atLeast(4_000, now);
  expect(peak.read(now)).toBe(4_000);
});

it('never leaves what it was told', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.nat(20_000)), {
        minLength: 1,
      }),
      (samples) => {
        const peak = new PeakAverage();
        let now = 0;
        for (const [sample, elapsed] of samples) {
          peak.add(sample, (now += elapsed));
          expect(peak.read(now)).toBeGreaterThanOrEqual(sample - 1e-6);
        }
        const all = samples.map(([sample]) => sample);
        expect(peak.read(now)).toBeGreaterThanOrEqual(Math.min(...all) - 1e-6);
        expect(peak.read(now)).toBeLessThanOrEqual(Math.max(...all) + 1e-6);
      },
    ),
  );
});
