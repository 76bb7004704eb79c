import { readTags } from './tags-header.js';

it.each<[string | string[] | undefined, object]>([
  [undefined, {}],
  ['', {}],
  ['team=search', { team: 'search' }],
  [' team = search ,,'.replaceAll(' = ', '='), { team: 'search' }],
  ['team=search, feature=sum mary=2', { team: 'search', feature: 'sum mary=2' }],
  [['a=1', 'b=2'], { a: '1', b: '2' }],
])('reads %j', (header, tags) => {
  expect(readTags(header)).toEqual(tags);
});

it.each([
  'team',
  'team=',
  '=x',
  '1a=x',
  '__proto__=x',
  'a b=c',
  'a=ü',
  `a=${'x'.repeat(257)}`,
  `${'a'.repeat(65)}=x`,
])('refuses %j and says what is legal', (header) => {
  expect(() => readTags(header)).toThrow(
    expect.objectContaining({
      httpStatus: 400,
      param: 'x-llm-router-tags',
      message: expect.stringContaining('Legal: name=value'),
    }),
  );
});

it('refuses more than 16 tags', () => {
  const header = Array.from({ length: 17 }, (_, index) => `t${index}=1`).join(',');
  expect(() => readTags(header)).toThrow('at most 16 tags');
});
