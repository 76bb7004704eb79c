import type { AnyRecogniser } from '../../detection/recogniser.js';
import { named, prefixed, UUID } from './secret.js';

/** What sends messages: chat, mail, text. */
export const messaging: readonly AnyRecogniser[] = [
  prefixed('slack-bot-token', 'xoxb-', '\\d{10,13}-\\d{10,13}[\\w-]{0,100}', { entropy: 3 }),
  prefixed('slack-legacy-bot-token', 'xoxb-', '\\d{8,14}-[a-zA-Z\\d]{18,26}'),
  prefixed('slack-user-token', ['xoxp-', 'xoxe-'], '(?:\\d{10,13}-){3}[a-zA-Z\\d-]{28,34}'),
  prefixed('slack-app-token', 'xapp-', '\\d-[A-Z\\d]{1,40}-\\d{1,20}-[a-z\\d]{1,100}', {
    flags: 'i',
  }),
  prefixed('slack-config-access-token', ['xoxe.xoxp-', 'xoxe.xoxb-'], '\\d-[A-Z\\d]{163,166}', {
    flags: 'i',
  }),
  prefixed('slack-config-refresh-token', 'xoxe-', '\\d-[A-Z\\d]{146}', { flags: 'i' }),
  prefixed(
    'slack-legacy-workspace-token',
    ['xoxa-', 'xoxr-'],
    '(?:\\d-)?[\\da-zA-Z]{8,48}(?:-[\\da-zA-Z]{8,48}){0,4}',
    {
      entropy: 2,
      accept: (token) => /\d/.test(token.slice(5)),
    },
  ),
  prefixed(
    'slack-legacy-token',
    ['xoxo-', 'xoxs-'],
    '\\d{1,20}-\\d{1,20}-\\d{1,20}-[a-fA-F\\d]{1,64}',
  ),
  prefixed(
    'slack-webhook-url',
    ['hooks.slack.com', 'http://hooks.slack.com', 'https://hooks.slack.com'],
    '/(?:services|workflows|triggers)/[\\w+/]{43,56}',
    { entropy: 3 },
  ),
  prefixed(
    'discord-bot-token',
    ['MT', 'ND', 'NT', 'Nj', 'Nz', 'OD', 'OT'],
    '[\\w-]{22,26}\\.[\\w-]{6}\\.[\\w-]{27,40}',
    { entropy: 3.5 },
  ),
  named('discord-api-token', 'discord', '[a-f\\d]{64}', { flags: 'i' }),
  named('discord-client-id', 'discord', '\\d{18}'),
  named('discord-client-secret', 'discord', '[a-z\\d=_-]{32}', { flags: 'i' }),
  named('telegram-bot-api-token', 'telegram', '(?:bot)?\\d{5,16}:A[\\w-]{34}', { flags: 'i' }),
  prefixed('twilio-api-key', 'SK', '[\\da-fA-F]{32}', { entropy: 3 }),
  named('twilio-auth-token', 'twilio', '[\\da-f]{32}', { entropy: 3 }),
  prefixed('sendgrid-api-token', 'SG.', '[a-z\\d=_.-]{66}', { flags: 'i' }),
  prefixed('sendinblue-api-token', 'xkeysib-', '[a-f\\d]{64}-[a-z\\d]{16}', { flags: 'i' }),
  named('mailgun-private-api-token', 'mailgun', 'key-[a-f\\d]{32}', { flags: 'i' }),
  prefixed('mailgun-pub-key', 'pubkey-', '[a-f\\d]{32}', { flags: 'i' }),
  named('mailgun-signing-key', 'mailgun', '[a-h\\d]{32}-[a-h\\d]{8}-[a-h\\d]{8}', { flags: 'i' }),
  named('mailchimp-api-key', ['mailchimp'], '[a-f\\d]{32}-us\\d\\d', { flags: 'i' }),
  prefixed(
    'microsoft-teams-webhook',
    'https://',
    '[a-z\\d]{1,63}\\.webhook\\.office\\.com/webhookb2/[a-z\\d-]{36}@[a-z\\d-]{36}/IncomingWebhook/[a-z\\d]{32}/[a-z\\d-]{36}',
    { flags: 'i' },
  ),
  named('messagebird-api-token', ['messagebird', 'message bird'], '[a-z\\d]{25}', { flags: 'i' }),
  named('messagebird-client-id', ['messagebird', 'message bird'], UUID, { flags: 'i' }),
  named('mattermost-access-token', 'mattermost', '[a-z\\d]{26}', { flags: 'i' }),
  named('gitter-access-token', 'gitter', '[\\w-]{40}', { flags: 'i' }),
  named('sendbird-access-token', 'sendbird', '[a-f\\d]{40}', { flags: 'i' }),
  named('sendbird-access-id', 'sendbird', UUID, { flags: 'i' }),
  named('intercom-api-key', 'intercom', '[a-z\\d=_-]{60}', { flags: 'i' }),
];
