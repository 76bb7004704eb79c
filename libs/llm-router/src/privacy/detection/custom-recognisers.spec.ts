import { SensitiveTextScanner } from './sensitive-text-scanner.js';
import { type CustomDetection, customRecognisers } from './custom-recognisers.js';

function found(custom: CustomDetection, text: string): string[] {
  const scanner = new SensitiveTextScanner(customRecognisers(custom));
  return scanner.find(text).map((it) => `${it.entity}: ${text.slice(it.start, it.end)}`);
}

describe('patterns', () => {
  it('find what they match, wherever it stands', () => {
    const patterns = [{ entity: 'employee-id', pattern: /\bEMP-\d{4,6}\b/ }];
    expect(found({ patterns }, 'EMP-1234, emp-9999 and (EMP-123456)')).toEqual([
      'employee-id: EMP-1234',
      'employee-id: EMP-123456',
    ]);
  });

  it('take flags, and a text as an expression', () => {
    const patterns = [{ entity: 'ticket', pattern: 'abc-\\d{3}', flags: 'i' }];
    expect(found({ patterns }, 'ABC-123')).toEqual(['ticket: ABC-123']);
  });

  it('count only near their context', () => {
    const patterns = [{ entity: 'employee-id', pattern: /\d{6}/, context: ['staff*', 'Personal'] }];
    expect(found({ patterns }, 'the staffing of 123456')).toEqual(['employee-id: 123456']);
    expect(found({ patterns }, 'Personal 123456')).toEqual(['employee-id: 123456']);
    expect(found({ patterns }, 'personally 123456')).toEqual([]);
  });

  it('ignore matches of nothing', () => {
    expect(found({ patterns: [{ entity: 'nothing', pattern: /x?/ }] }, 'aaa')).toEqual([]);
  });

  it.each([
    ['(a+)+$', /^redact\.patterns\[0\]\.pattern: "\(a\+\)\+" may repeat without end.*\{1,64\}/],
    ['\\d+', /"\\\\d\+" may repeat without end/],
    [
      'a{1,60}a{1,60}b',
      /^redact\.patterns\[0\]\.pattern: \/a\{1,60\}a\{1,60\}b\/ may match in too/,
    ],
    ['(', /^redact\.patterns\[0\]\.pattern: .*Unterminated group/],
  ])('refuses %s', (pattern, message) => {
    expect(() => customRecognisers({ patterns: [{ entity: 'it', pattern }] })).toThrow(
      expect.objectContaining({ code: 'configuration', message: expect.stringMatching(message) }),
    );
  });

  it('refuses a name that is no name', () => {
    expect(() => customRecognisers({ patterns: [{ entity: 'My Id', pattern: /x/ }] })).toThrow(
      'redact.patterns[0].entity: "My Id" is not legal.',
    );
  });
});

describe('dictionaries', () => {
  const words = ['Blue Moon', 'Blue', 'Müller & Söhne', 'Łódź', 'ACME', '東京支社'];
  const dictionaries = [{ entity: 'customer', words }];

  it.each<[text: string, found: string[]]>([
    ['We sell to acme, and to Acme.', ['acme', 'Acme']],
    ['project blue moon; blue-moon, BLUE  MOON', ['blue moon', 'blue-moon', 'BLUE  MOON']],
    ['blue sky', ['blue']],
    ['müller & söhne, MÜLLER SÖHNE', ['müller & söhne', 'MÜLLER SÖHNE']],
    ['in łódź', ['łódź']],
    ['in Mu\u0308ller & So\u0308hne', ['Mu\u0308ller & So\u0308hne']],
    ['acmeology, tacme, bluebird, moon', []],
    ['東京支社', ['東京支社']],
  ])('in %j finds %j', (text, expected) => {
    expect(found({ dictionaries }, text)).toEqual(expected.map((it) => `customer: ${it}`));
  });

  it('finds what is hidden', () => {
    expect(found({ dictionaries }, 'A\u200bCME')).toEqual(['customer: A\u200bCME']);
  });

  it('refuses entries that would be everywhere', () => {
    expect(() => customRecognisers({ dictionaries: [{ entity: 'it', words: ['C++'] }] })).toThrow(
      'redact.dictionaries[0].words: "C++" is too short.',
    );
  });

  it('takes many entries', () => {
    const many = Array.from({ length: 50_000 }, (_, index) => `Acme ${index} Ltd`);
    expect(
      found({ dictionaries: [{ entity: 'customer', words: many }] }, 'ACME 49999 ltd'),
    ).toEqual(['customer: ACME 49999 ltd']);
  });
});
