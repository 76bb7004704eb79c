import { Logger } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import fc from 'fast-check';
import { LLM_ROUTER_OPTIONS } from '../../contracts/options.js';
import { SensitiveTextRedactor } from './sensitive-text.redactor.js';

const redactor = new SensitiveTextRedactor();

function found(text: string, ...wanted: string[]): string[] {
  const findings = redactor.find(text, wanted.length > 0 ? new Set(wanted) : undefined);
  return findings.map((it) => `${it.entity}: ${text.slice(it.start, it.end)}`);
}

/** What is found of one entity. */
function values(entity: string, text: string): string[] {
  const findings = redactor.find(text).filter((it) => it.entity === entity);
  return findings.sort((a, b) => a.start - b.start).map((it) => text.slice(it.start, it.end));
}

const token = (prefix: string, length: number): string =>
  prefix + 'a1B2c3D4e5F6g7H8i9J0'.repeat(10).slice(0, length);

describe.each<[entity: string, text: string, values: string[]]>([
  [
    'email',
    "Write to anna@example.com, b.c+d@mail.example.co.uk or 'o'brien@example.org'.",
    ['anna@example.com', 'b.c+d@mail.example.co.uk', "o'brien@example.org"],
  ],
  [
    'email',
    'mailto:user@xn--80ak6aa92e.xn--p1ai jürgen@müller.de',
    ['user@xn--80ak6aa92e.xn--p1ai', 'jürgen@müller.de'],
  ],
  ['email', '@decorated a@b user@localhost @scope/package', []],
  [
    'phone',
    'Call +44 (20) 7123 4567 or tel:+55 11 98456 5666, +49 (0)30 901820!',
    ['+44 (20) 7123 4567', '+55 11 98456 5666', '+49 (0)30 901820'],
  ],
  [
    'phone',
    '(415) 555-2671, 1-415-555-2671, 020 7946 0958',
    ['(415) 555-2671', '1-415-555-2671', '020 7946 0958'],
  ],
  ['phone', 'my mobile is 4155552671, WhatsApp 0170 1234567', ['4155552671', '0170 1234567']],
  ['phone', '1 + 2 = 3, +1 more, 2020-06-11, 12.03.1961, 0.4756(14), 3.14159265', []],
  ['phone', 'order 4155552671, ring 192.168.17.24, 10 000 000 people, row 0 1 0 1 0 1 1 0 0 1', []],
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
  [
    'ip',
    '::ffff:10.0.0.1 fe80::1 10.0.0.0/8.',
    ['::ffff:10.0.0.1', '10.0.0.1', 'fe80::1', '10.0.0.0/8'],
  ],
  ['ip', 'abcd:ef01:2345:6789:abcd:ef01:2345:6789', ['abcd:ef01:2345:6789:abcd:ef01:2345:6789']],
  ['ip', '12:34:56 std::cout a::b f :: Int 192.168.1.256 1.2.3 text192.168.1.1', []],
  ['ip', 'version 1.2.3.4, aa:bb:cc:dd:ee:ff', []],
  [
    'mac-address',
    'aa:bb:cc:dd:ee:ff 00-1A-2B-3C-4D-5E',
    ['aa:bb:cc:dd:ee:ff', '00-1A-2B-3C-4D-5E'],
  ],
  ['mac-address', '00:1A:2B:3C:4D:5E:6F:70 00:00:00:00:00:00', []],
  ['us-ssn', 'ssn 123-45-6789, 078 05 1123', ['123-45-6789', '078 05 1123']],
  ['us-ssn', 'SSN: 536224567; customerSsn=536224567', ['536224567', '536224567']],
  [
    'us-ssn',
    '000-12-3456 666-12-3456 900-12-3456 536-00-4567 536-22-0000 078-05-1120 536-22 4567',
    [],
  ],
  ['us-ssn', 'we sold 536224567 of them', []],
  ['url-credentials', 'postgres://app:s3cret@db:5432/x', ['app:s3cret']],
  ['url-credentials', 'https://${USER}:${PASSWORD}@host http://host:80/a@b', []],
  [
    'crypto-address',
    'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq 0x52908400098527886E0F7030069857D2E4169EE7',
    ['bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq', '0x52908400098527886E0F7030069857D2E4169EE7'],
  ],
  ['crypto-address', 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdp', []],
  [
    'date-of-birth',
    'born on 4 March 1975; geb. 12.03.1961; DOB: 1980-02-29; née le 3 août 1990; 生年月日1985年3月12日',
    ['4 March 1975', '12.03.1961', '1980-02-29', '3 août 1990', '1985年3月12日'],
  ],
  ['date-of-birth', 'the meeting on 4 March 2025; our flight on 9 May', []],
])('%s in %j', (entity, text, expected) => {
  it(`finds ${JSON.stringify(expected)}`, () => {
    expect(values(entity, text)).toEqual(expected);
  });
});

describe('what is weak by itself', () => {
  it.each([
    ['us-passport', 'His passport number is 912803456', '912803456'],
    ['us-driver-license', "driver's license H12234567", 'H12234567'],
    ['us-bank-number', 'bank account 945456787654', '945456787654'],
    ['uk-passport', 'UK passport AB1234567', 'AB1234567'],
    ['uk-postcode', 'She lives at SW1A 1AA', 'SW1A 1AA'],
    ['de-plz', 'PLZ 80331 München', '80331'],
    ['de-kfz', 'Kennzeichen B AB 1234', 'B AB 1234'],
    ['de-bsnr', 'Betriebsstättennummer: 021234568', '021234568'],
    ['es-passport', 'Mi pasaporte es AAA123456', 'AAA123456'],
    ['it-driver-license', 'patente U1K711J11M', 'U1K711J11M'],
    ['kr-passport', '여권번호는 M789C1234입니다', 'M789C1234'],
    ['in-voter', 'voter id KSD1287349', 'KSD1287349'],
    ['tr-license-plate', 'Araç plakası 34 ABC 1234', '34 ABC 1234'],
    ['fr-siren', 'SIREN 732 829 320', '732 829 320'],
    ['pl-nip', 'NIP 526-000-12-46', '526-000-12-46'],
  ])('%s is found beside a word that speaks of it, and not without', (entity, text, value) => {
    expect(values(entity, text)).toEqual([value]);
    expect(values(entity, `We have ${value} here`)).toEqual([]);
  });
});

describe('numbers that say what they are not', () => {
  const npi = '1245319599';

  it.each([`order ${npi}`, `Rechnung ${npi}`, `timestamp: ${npi}`, `$${npi}`, `issue #${npi}`])(
    'leaves %j',
    (text) => expect(found(text)).toEqual([]),
  );

  it('goes by the nearer word', () => {
    expect(values('us-npi', `order of the provider with NPI ${npi}`)).toEqual([npi]);
  });

  it.each([
    `1${npi}2`,
    `${npi}.5`,
    `0.${npi}`,
    `a${npi}`,
    `v1-${npi}`,
    `${npi}_x`,
    `é${npi}`,
    `2024-${npi}-01`,
  ])('leaves a part of something longer: %j', (text) => {
    expect(values('us-npi', text)).toEqual([]);
  });
});

describe('secrets', () => {
  it.each([
    ['openai-api-key', token('sk-', 48)],
    ['openai-api-key', token('sk-proj-', 100)],
    ['anthropic-api-key', `${token('sk-ant-api03-', 93)}AA`],
    ['openrouter-api-key', `sk-or-v1-${'0a1b2c3d4e5f6789'.repeat(4)}`],
    ['aws-access-token', 'AKIAQ3EGRXKPDS6LTWNV'],
    ['github-pat', token('ghp_', 36)],
    ['github-fine-grained-pat', token('github_pat_', 82)],
    ['slack-bot-token', 'xoxb-781236542736-2364535789652-GkwFDQoHqzXDVsC6GzqYUypD'],
    ['gcp-api-key', token('AIza', 35)],
    ['stripe-access-token', token('sk_live_', 24)],
    ['groq-api-key', token('gsk_', 52)],
    ['xai-api-key', token('xai-', 80)],
    [
      'jwt',
      'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
    ],
    [
      'private-key',
      '-----BEGIN RSA PRIVATE KEY-----\nMIIEpQIBAAKCAQEAn6\n-----END RSA PRIVATE KEY-----',
    ],
  ])('finds %s wherever it stands', (entity, secret) => {
    for (const text of [
      secret,
      `key="${secret}"`,
      `{"env":"KEY=\\n${secret}\\n"}`,
      `Use ${secret} here`,
      `(${secret})`,
    ]) {
      expect(values(entity, text)).toEqual([secret]);
    }
  });

  it('takes the lines of a private key that was cut off', () => {
    const key = `-----BEGIN PRIVATE KEY-----\n${'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n'.repeat(3).trim()}`;
    expect(values('private-key', `${key}\nThen it broke off.`)).toEqual([key]);
  });

  it('takes each of several private keys', () => {
    const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADAN\n-----END PRIVATE KEY-----';
    expect(values('private-key', `${key}\n${key}`)).toEqual([key, key]);
  });

  it.each([
    ['password', 'password: hunter2!'],
    ['password', 'DB_PASSWORD="hunter2!"'],
    ['password', "const passwort = 'hunter2!';"],
    ['password', '{"password":"hunter2!"}'],
    ['password', '<password>hunter2!</password>'],
  ])('finds a %s in %s', (entity, text) => {
    expect(values(entity, text)).toEqual(['hunter2!']);
  });

  it.each([
    'ADAFRUIT_TOKEN=xkuy98nn-5sedeuunfmy2auxrmvx-lzd',
    'adafruit_token: "xkuy98nn-5sedeuunfmy2auxrmvx-lzd"',
    '<adafruitToken>\n    xkuy98nn-5sedeuunfmy2auxrmvx-lzd\n</adafruitToken>',
    'System.setProperty("ADAFRUIT_TOKEN", "xkuy98nn-5sedeuunfmy2auxrmvx-lzd")',
    '"adafruitToken" => \'xkuy98nn-5sedeuunfmy2auxrmvx-lzd\'',
  ])('finds what is assigned to a name that tells: %s', (text) => {
    expect(values('adafruit-api-key', text)).toEqual(['xkuy98nn-5sedeuunfmy2auxrmvx-lzd']);
  });

  it.each([
    'task-management-is-what-we-do-here',
    'sk-some-long-words-with-hyphens',
    'ghp_short',
    `ghp_${'x'.repeat(36)}`,
    'xoxb-Slack_BOT_TOKEN',
    'password: string;',
    'password: process.env.DB_PASSWORD',
    'PASSWORD=${DB_PASSWORD}',
    'token: "your_token_goes_here_123"',
    'max_tokens: 4096, tokenCount = 1234567890123456',
    'csrf-token=Mj2qykJO5rELyHgezQ69nzUX0i3OH67V',
  ])('leaves %j', (text) => {
    expect(found(text)).toEqual([]);
  });
});

it.each([
  'What is the integral of x^2 from 0 to 10? Answer in 3 steps.',
  'Plan a trip from 14 May 2025 to 21 May 2025 for 2 adults, budget 1,500 EUR.',
  'In 2023 revenue grew from 1 234 567 to 2 345 678, or 90.0 %, on 31/12.',
  'const a = [1, 2, 3].map((x) => x * 2); // O(n), see RFC 9110 section 15.5.21',
  '2025-03-14T09:26:53.589Z INFO 12345 --- [main] c.e.App : Started in 3.141 seconds',
  'git show 3f785d2c0f1e4a5b6c7d8e9f0a1b2c3d4e5f6a7b -- src/app.module.ts:42:7',
  'Fix: TypeError at Object.<anonymous> (/srv/app/index.js:10:15) in node v20.11.1',
  '| a | b |\n|---|---|\n| 0.123456789 | 1e-10 |\n| 42 | 4.2e+1 |',
  'id: 550e8400-e29b-41d4-a716-446655440000, size 1048576 bytes, port 5432',
  'SELECT * FROM orders WHERE id = 1234567 AND created > 1700000000;',
  'ISBN 978-3-16-148410-0, order 4711-0815, room 3.14, chapter 12:34',
  'Die Straße ist 12 km lang; 3 × 4 = 12; § 123 Abs. 4 Satz 5 BGB; DIN A4',
  'The score was 21-15, 18-21, 15-12; temperatures of -12.5 °C to +30 °C.',
  'Translate: “Call me Ishmael. Some years ago—never mind how long precisely…”',
  'docker run -p 8080:80 --memory 512m nginx:1.27.3-alpine && kubectl get pods -n prod',
  '#ff00aa, rgba(255, 0, 170, 0.5), 16px, 1.5rem, calc(100% - 2 * 8px)',
])('leaves ordinary text alone: %s', (text) => {
  expect(found(text)).toEqual([]);
});

describe('names', () => {
  it('finds by name what is rarely sensitive', () => {
    const text = 'On 2024-03-15 we read https://example.com/a and example.org; AB51 ABC left.';
    expect(found(text)).toEqual([]);
    expect(found(text, 'date')).toEqual(['date: 2024-03-15']);
    expect(found(text, 'url').sort()).toEqual([
      'url: example.com/a',
      'url: example.org',
      'url: https://example.com/a',
    ]);
    expect(found(text, 'uk-vehicle-registration')).toEqual(['uk-vehicle-registration: AB51 ABC']);
    expect(values('uk-vehicle-registration', 'The number plate AB51 ABC')).toEqual(['AB51 ABC']);
  });

  it('finds nothing but what is wanted', () => {
    expect(found('anna@example.com 4012888888881881', 'card')).toEqual(['card: 4012888888881881']);
  });

  it('are in kebab-case, and those of a group are entities', () => {
    for (const name of redactor.entities) expect(name).toMatch(/^[a-z\d]+(-[a-z\d]+)*$/);
    const members = Object.values(redactor.groups).flat();
    expect(members.length).toBeGreaterThan(250);
    expect(redactor.entities).toEqual(expect.arrayContaining(members));
  });
});

it('finds as much in a long text as in a short one, here where there is no thread', async () => {
  const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
  const text = `${'Nothing here. '.repeat(6_000)}anna@example.com`;
  expect(await redactor.findAll(text)).toEqual(redactor.find(text));
  expect(redactor.find(text)).toHaveLength(1);
  warn.mockRestore();
  await redactor.onApplicationShutdown();
});

it('takes what the options name', async () => {
  const redact = {
    patterns: [{ entity: 'employee-id', pattern: /EMP-\d{4}/ }],
    dictionaries: [{ entity: 'project', words: ['Blue Moon'] }],
  };
  const module = await Test.createTestingModule({
    providers: [SensitiveTextRedactor, { provide: LLM_ROUTER_OPTIONS, useValue: { redact } }],
  }).compile();
  const own = module.get(SensitiveTextRedactor);
  expect(own.entities).toEqual(expect.arrayContaining(['employee-id', 'project', 'email']));
  expect(own.find('EMP-1234 of Blue Moon').map((it) => it.entity)).toEqual([
    'employee-id',
    'project',
  ]);
});

it('never throws, and finds nothing outside of the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      for (const { start, end } of redactor.find(text, new Set(redactor.entities))) {
        expect(0 <= start && start < end && end <= text.length).toBe(true);
      }
    }),
  );
});

/** Each expression is bounded (see the cost of patterns); here, how often they are asked grows no faster than the text. */
it.each([
  ...[
    'a',
    'a.',
    'a@',
    'a@b.',
    '+1234567 ',
    '1',
    '1 ',
    '1-',
    '1.',
    '1:',
    ':1',
    '::',
    '1::',
    '4111 ',
  ],
  ...['DE89 ', '123456789 ', '078 05 1123 ', 'ssn 123456789 ', '(415) ', '1 jan ', '01/02/', '0x'],
  ...['://', 'a://b:c', 'sk-', 'eyJaaaaaaaaaaaaaaaaaa.ey/', 'ZXlK/', 'token=', 'curl -u ', 'Q~'],
  ...[
    '-----BEGIN PRIVATE KEY-----',
    '-----BEGIN ',
    '\\n',
    '|',
    '_mmk',
    '&#49;',
    '%31',
    '1\u200b',
    '電話',
  ],
])('stays linear on many %j', (unit) => {
  const everything = new Set(redactor.entities);
  const asked = (characters: number): number => {
    const exec = jest.spyOn(RegExp.prototype, 'exec');
    redactor.find(unit.repeat(characters / unit.length), everything);
    const calls = exec.mock.calls.length;
    exec.mockRestore();
    return calls;
  };
  const few = asked(2_000);
  expect(asked(4_000)).toBeLessThanOrEqual(2.2 * few + 100);
  expect(few).toBeLessThan(100 * 2_000);
});
