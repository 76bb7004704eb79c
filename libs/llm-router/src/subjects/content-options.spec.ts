import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import { contentSettings } from './content-options.js';

const DAY = 86_400_000;

it('keeps for the shorter time of class and tenant, and else for the default', () => {
  const { keepMs } = contentSettings({
    retention: {
      default: '10d',
      classes: { restricted: '1d', public: '90d' },
      tenants: { acme: '5d' },
    },
  });
  expect(keepMs(null, null)).toBe(10 * DAY);
  expect(keepMs('internal', 'other')).toBe(10 * DAY);
  expect(keepMs('public', null)).toBe(90 * DAY);
  expect(keepMs('public', 'acme')).toBe(5 * DAY);
  expect(keepMs('restricted', 'acme')).toBe(DAY);
  expect(keepMs(null, 'acme')).toBe(5 * DAY);
  expect(contentSettings({}).keepMs(null, null)).toBe(30 * DAY);
});

it('leaves out the classes that are not to be kept', () => {
  const { stores } = contentSettings({
    classes: { restricted: { store: false }, public: { store: true } },
  });
  expect(['restricted', 'public', 'internal', undefined].map((it) => stores(it))).toEqual([
    false,
    true,
    true,
    true,
  ]);
});

it.each([
  [{ form: 'raw' as never }, 'content.form: "raw" is not legal'],
  [{ retention: { default: 'soon' as never } }, 'content.retention.default:'],
  [{ retention: { tenants: { acme: '1y' as never } } }, 'content.retention.tenants.acme:'],
])('refuses %j', (options, message) => {
  expect(() => contentSettings(options)).toThrow(ConfigurationError);
  expect(() => contentSettings(options)).toThrow(message);
});
