import { builtInRedactors } from './built-in-redactors.js';

const redactors = builtInRedactors.map((it) => new it());

function found(entity: string, text: string): string[] {
  return redactors
    .filter((it) => it.entities.includes(entity))
    .flatMap((it) => it.find(text))
    .map((it) => text.slice(it.start, it.end));
}

const token = (prefix: string, length: number): string =>
  prefix + 'a1B2c3D4e5F6g7H8i9J0'.repeat(10).slice(0, length);

describe.each<[entity: string, text: string, values: string[]]>([
  [
    'email',
    'Write to anna@example.com, or to b.c+d@mail.example.co.uk.',
    ['anna@example.com', 'b.c+d@mail.example.co.uk'],
  ],
  [
    'email',
    'mailto:user@xn--80ak6aa92e.xn--p1ai jürgen@müller.de',
    ['user@xn--80ak6aa92e.xn--p1ai', 'jürgen@müller.de'],
  ],
  ['email', '@decorated a@b user@localhost', []],
  [
    'phone',
    'Call +44 (20) 7123 4567 or tel:+55 11 98456 5666!',
    ['+44 (20) 7123 4567', '+55 11 98456 5666'],
  ],
  ['phone', '1 + 2 = 3, +1 more, 4155550132', []],
  [
    'card',
    '4012888888881881 4012-8888-8888-1881 4012 8888 8888 1881',
    ['4012888888881881', '4012-8888-8888-1881', '4012 8888 8888 1881'],
  ],
  [
    'card',
    'card 371449635398431 exp 12 cvc 123; 5555 5555 5555 4444 12/27',
    ['371449635398431', '5555 5555 5555 4444'],
  ],
  ['card', '4012888888881882 1234567812345670 40128888888818811', []],
  [
    'iban',
    'to DE89 3704 0044 0532 0130 00 or gb29nwbk60161331926819.',
    ['DE89 3704 0044 0532 0130 00', 'gb29nwbk60161331926819'],
  ],
  ['iban', 'AL47-2121-1009-0000-0002-3569-8741', ['AL47-2121-1009-0000-0002-3569-8741']],
  ['iban', 'AT61 1904 3002 3457 3202 IL15 0120 6900 0000 3111 DE8937040044053201300', []],
  [
    'ip',
    'from 192.168.1.1, 10.0.0.1:8080 and [2001:db8::1]:443.',
    ['192.168.1.1', '10.0.0.1', '2001:db8::1'],
  ],
  ['ip', '::ffff:10.0.0.1 fe80::1 10.0.0.0/8.', ['::ffff:10.0.0.1', 'fe80::1', '10.0.0.0']],
  ['ip', '12:34:56 std::cout a::b 192.168.1.256 1.2.3 aa:bb:cc:dd:ee:ff text192.168.1.1', []],
  ['us-ssn', 'ssn 123-45-6789, 078 05 1123', ['123-45-6789', '078 05 1123']],
  [
    'us-ssn',
    '000-12-3456 666-12-3456 900-12-3456 123-00-4567 123-45-0000 078-05-1120 123-45 6789',
    [],
  ],
])('%s in %j', (entity, text, values) => {
  it(`finds ${JSON.stringify(values)}`, () => {
    expect(found(entity, text)).toEqual(values);
  });
});

describe('secret', () => {
  it.each([
    token('sk-', 48),
    token('sk-proj-', 100),
    token('sk-ant-api03-', 95),
    'AKIAQ3EGRXKPDS6LTWNV',
    token('ghp_', 36),
    token('github_pat_', 82),
    'xoxb-781236542736-2364535789652-GkwFDQoHqzXDVsC6GzqYUypD',
    token('AIza', 35),
    token('sk_live_', 24),
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
    '-----BEGIN RSA PRIVATE KEY-----\nMIIEpQIBAAKCAQEAn6\n-----END RSA PRIVATE KEY-----',
  ])('finds %j wherever it stands', (secret) => {
    for (const text of [
      secret,
      `key="${secret}"`,
      `{"env":"KEY=\\n${secret}\\n"}`,
      `a ${secret}.`,
    ]) {
      expect(found('secret', text)).toEqual([secret]);
    }
  });

  it('takes the lines of a private key that was cut off', () => {
    const key = `-----BEGIN PRIVATE KEY-----\n${'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n'.repeat(3).trim()}`;
    expect(found('secret', `${key}\nThen it broke off.`)).toEqual([key]);
  });

  it.each([
    'task-management-is-what-we-do-here',
    'sk-some-long-words-with-hyphens',
    'ghp_short',
    'xoxb-Slack_BOT_TOKEN',
  ])('leaves %j', (text) => {
    expect(found('secret', text)).toEqual([]);
  });
});

/** Twice the text may take about twice the time; quadratic searches need minutes here. */
it.each([
  'a',
  'a.',
  'a@',
  'a@b.',
  '+1234567 ',
  '1',
  '1 ',
  '4111 ',
  'DE89',
  '1:',
  '1.',
  'sk-',
  'eyJaaaaaaaaaaa.',
  '-----BEGIN PRIVATE KEY-----',
  '-----BEGIN ',
  '\\n',
])('stays linear on 200,000 characters of %j', (unit) => {
  const text = unit.repeat(200_000 / unit.length);
  const started = performance.now();
  for (const redactor of redactors) redactor.find(text);
  expect(performance.now() - started).toBeLessThan(5_000);
});
