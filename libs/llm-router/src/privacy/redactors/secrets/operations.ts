import type { AnyRecogniser, Marked } from '../../detection/recogniser.js';
import { looksDrawn } from './randomness.js';
import { named, prefixed } from './secret.js';

const TERRAFORM = /[a-z\d]{14}\.atlasv1\.[a-z\d=_-]{60,70}(?![\w=-])/iy;

/** Terraform Cloud: `.atlasv1.` stands behind the first 14 characters. */
const terraform: Marked = {
  kind: 'marked',
  entity: 'hashicorp-tf-api-token',
  mark: '.atlasv1.',
  around: (text, at) => {
    TERRAFORM.lastIndex = at - 14;
    const token = at < 14 ? undefined : TERRAFORM.exec(text)?.[0];
    if (token === undefined || /\w/.test(text.charAt(at - 15))) return undefined;
    return looksDrawn(token, 3.5) ? { start: at - 14, end: at - 14 + token.length } : undefined;
  },
};

/** What runs, watches and guards machines. */
export const operations: readonly AnyRecogniser[] = [
  terraform,
  prefixed('vault-batch-token', 'hvb.', '[\\w-]{138,300}', { entropy: 4 }),
  prefixed('vault-service-token', 'hvs.', '[\\w-]{90,120}', { entropy: 3.5 }),
  prefixed('vault-service-token', 's.', '(?=[a-zA-Z]{0,24}\\d)[A-Za-z\\d]{24}', { entropy: 3.5 }),
  prefixed(
    'doppler-api-token',
    ['dp.pt.', 'dp.st.', 'dp.ct.', 'dp.sa.'],
    '(?:[\\w-]{1,40}\\.)?[a-z\\d]{40,44}',
    { flags: 'i' },
  ),
  prefixed('pulumi-api-token', 'pul-', '[a-f\\d]{40}'),
  prefixed('prefect-api-token', ['pnu_', 'pnb_'], '[a-zA-Z\\d]{36}'),
  prefixed('openshift-user-token', 'sha256~', '[\\w-]{43}', { entropy: 3.5 }),
  prefixed('age-secret-key', 'AGE-SECRET-KEY-1', '[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}', {
    entropy: 0,
  }),
  prefixed('grafana-api-key', 'eyJrIjoi', '[A-Za-z\\d]{70,400}={0,3}', { entropy: 3, flags: 'i' }),
  prefixed('grafana-cloud-api-token', 'glc_', '[A-Za-z\\d+/]{32,400}={0,3}', {
    entropy: 3,
    flags: 'i',
  }),
  prefixed('grafana-service-account-token', 'glsa_', '[A-Za-z\\d]{32}_[A-Fa-f\\d]{8}', {
    entropy: 3,
    flags: 'i',
  }),
  prefixed('dynatrace-api-token', 'dt0c01.', '[a-z\\d]{24}\\.[a-z\\d]{64}', {
    entropy: 4,
    flags: 'i',
  }),
  named('datadog-access-token', 'datadog', '[a-z\\d]{40}', { flags: 'i' }),
  prefixed('new-relic-user-api-key', 'NRAK-', '[a-z\\d]{27}', { flags: 'i' }),
  prefixed('new-relic-browser-api-token', 'NRJS-', '[a-f\\d]{19}', { flags: 'i' }),
  prefixed('new-relic-insert-key', 'NRII-', '[a-z\\d-]{32}', { flags: 'i' }),
  named('new-relic-user-api-id', ['new relic'], '[a-z\\d]{64}', { flags: 'i' }),
  // As in the published rule, a closing quote goes with it.
  prefixed(
    'sentry-org-token',
    'sntrys_eyJpYXQiO',
    '[A-Za-z\\d+/]{10,200}={0,2}_[A-Za-z\\d+/]{43}["\'`]?',
    {
      entropy: 4.5,
      accept: (token) => /LCJyZWdpb25fdXJs|InJlZ2lvbl91cmwi|cmVnaW9uX3VybCI6/.test(token),
    },
  ),
  prefixed('sentry-user-token', 'sntryu_', '[a-f\\d]{64}', { entropy: 3.5 }),
  named('sentry-access-token', 'sentry', '[a-f\\d]{64}', { flags: 'i', entropy: 3 }),
  named('sumologic-access-id', 'sumo', 'su[a-zA-Z\\d]{12}', { entropy: 3 }),
  named('sumologic-access-token', 'sumo', '[a-z\\d]{64}', { flags: 'i', entropy: 3 }),
  named('cloudflare-api-key', 'cloudflare', '[a-z\\d_-]{40}', { flags: 'i' }),
  named('cloudflare-global-api-key', 'cloudflare', '[a-f\\d]{37}', { flags: 'i' }),
  prefixed('cloudflare-origin-ca-key', 'v1.0-', '[a-f\\d]{24}-[a-f\\d]{146}'),
  named('fastly-api-token', 'fastly', '[a-z\\d=_-]{32}', { flags: 'i' }),
  named('netlify-access-token', 'netlify', '[a-z\\d=_-]{40,46}', { flags: 'i' }),
  prefixed('planetscale-api-token', 'pscale_tkn_', '[\\w=.-]{32,64}', { flags: 'i', entropy: 3 }),
  prefixed('planetscale-oauth-token', 'pscale_oauth_', '[\\w=.-]{32,64}', {
    entropy: 3,
    flags: 'i',
  }),
  prefixed('planetscale-password', 'pscale_pw_', '[\\w=.-]{32,64}', { flags: 'i', entropy: 3 }),
  prefixed('clickhouse-cloud-api-secret-key', '4b1d', '[A-Za-z\\d]{38}', { entropy: 3 }),
  named('confluent-secret-key', 'confluent', '[a-z\\d]{64}', { flags: 'i' }),
  named('confluent-access-token', 'confluent', '[a-z\\d]{16}', { flags: 'i' }),
  prefixed('scalingo-api-token', 'tk-us-', '[\\w-]{48}'),
  prefixed('defined-networking-api-token', 'dnkey-', '[a-z\\d=_-]{26}-[a-z\\d=_-]{52}', {
    flags: 'i',
  }),
  prefixed(
    'authress-service-client-access-key',
    ['sc_', 'ext_', 'scauth_', 'authress_'],
    '[a-z\\d]{5,30}\\.[a-z\\d]{4,6}\\.acc[_-][a-z\\d-]{10,32}\\.[a-z\\d+/_=-]{30,120}',
    { flags: 'i' },
  ),
  prefixed('octopus-deploy-api-key', 'API-', '[A-Z\\d]{26}', { entropy: 3 }),
  prefixed('harness-api-key', ['pat.', 'sat.'], '[\\w-]{22}\\.[a-z\\d]{24}\\.[a-z\\d]{20}', {
    flags: 'i',
  }),
  prefixed('infracost-api-token', 'ico-', '[a-zA-Z\\d]{32}', { entropy: 3 }),
  named('launchdarkly-access-token', 'launchdarkly', '[a-z\\d=_-]{40}', { flags: 'i' }),
  prefixed('settlemint-application-access-token', 'sm_aat_', '[a-zA-Z\\d]{16}', { entropy: 3 }),
  prefixed('settlemint-personal-access-token', 'sm_pat_', '[a-zA-Z\\d]{16}', { entropy: 3 }),
  prefixed('settlemint-service-access-token', 'sm_sat_', '[a-zA-Z\\d]{16}', { entropy: 3 }),
  named('cisco-meraki-api-key', 'meraki', '[\\da-f]{40}', { entropy: 3 }),
  prefixed(
    '1password-secret-key',
    'A3-',
    '[A-Z\\d]{6}-(?:[A-Z\\d]{11}|[A-Z\\d]{6}-[A-Z\\d]{5})(?:-[A-Z\\d]{5}){3}',
    { entropy: 3.8 },
  ),
  prefixed('1password-service-account-token', 'ops_eyJ', '[a-zA-Z\\d+/]{250,1500}={0,3}', {
    entropy: 4,
  }),
  named('okta-access-token', 'okta', '00[\\w=-]{40}', { entropy: 4 }),
];
