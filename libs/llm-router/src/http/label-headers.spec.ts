import { readLabels } from './label-headers.js';

it('reads what a client says of its data: a class at least, and purposes', () => {
  expect(readLabels({})).toEqual({});
  expect(
    readLabels({
      'x-llm-router-sensitivity': 'confidential',
      'x-llm-router-purpose': 'support, sales',
    }),
  ).toEqual({ sensitivityFloor: ['confidential'], purpose: ['support', 'sales'] });
});

it.each(['', ' ', 'a,', 'two words', 'ä', 'x'.repeat(101), Array(17).fill('a').join()])(
  'refuses %j: a label that is there says something',
  (value) => {
    expect(() => readLabels({ 'x-llm-router-sensitivity': value })).toThrow(
      expect.objectContaining({ code: 'invalid_request', param: 'x-llm-router-sensitivity' }),
    );
  },
);
