import type { AnyRecogniser, AssignedValue, Marked, Token } from '../../detection/recogniser.js';
import { entropyOf, looksDrawn } from './randomness.js';

/** Names that say that a secret follows; of longer names their end. */
const SECRET_NAMES = [
  ...[
    'token',
    'secret',
    'api key',
    'access key',
    'secret key',
    'private key',
    'auth key',
    'api secret',
  ],
  ...[
    'client secret',
    'credential',
    'credentials',
    'creds',
    'encryption key',
    'signing key',
    'api token',
  ],
];

/** Any random value that is assigned to a name which promises a secret. */
const generic: AssignedValue = {
  kind: 'assigned',
  entity: 'generic-api-key',
  names: SECRET_NAMES,
  endsName: true,
  notAfter: /(?:csrf|xsrf|public|public[_-]?key|page|next|continuation|cancellation|csp)[_-]?$/i,
  pattern: /[\w+/=.~-]{16,200}(?![\w+/=.~-])/y,
  strength: 'medium',
  accept: (value) =>
    /\d/.test(value) && /[a-z]/i.test(value) && !isReadable(value) && looksDrawn(value, 3.2),
};

/** Words, paths, versions and identifiers, which are there to be read. */
function isReadable(value: string): boolean {
  if (/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value)) return true;
  const parts = value.split(/[._/-]/).filter((it) => it !== '');
  if (parts.length < 3) return false;
  return parts.every(
    (it) => it.length < 12 && (/^[a-z]*\d{0,10}$/i.test(it) || entropyOf(it) < 2.5),
  );
}

const PASSWORD_NAMES = [
  'password',
  'passwd',
  'pwd',
  'passphrase',
  'passwort',
  'contraseña',
  'mot de passe',
  'senha',
  'wachtwoord',
  'hasło',
  'parola',
];
/** What is written where a password is described. */
const NOT_A_PASSWORD =
  /^(?:string|required|optional|true|false|null|undefined|none|process|os\.|env|config|settings|input|prompt|getpass|request|args|self|this|data|user|form|password|secret|hidden|redacted)\b/i;

/** A password after its name. */
const password: AssignedValue = {
  kind: 'assigned',
  entity: 'password',
  names: PASSWORD_NAMES,
  endsName: true,
  pattern: /[^\s"'`<>,;(){}[\]]{6,128}/y,
  accept: (value) =>
    !NOT_A_PASSWORD.test(value) &&
    !/^[$%{<*.]|^x+$|\*{3}|^[A-Z_]+$|^[~^]?\d+\.\d+/.test(value) &&
    /[\d!@#$%^&+=?~]/.test(value),
};

/** What an HTTP client sends to say who it is. */
const authorization: AssignedValue = {
  kind: 'assigned',
  entity: 'curl-auth-header',
  names: ['authorization', 'x-api-key', 'x-auth-token', 'x-access-token', 'private-token'],
  endsName: true,
  pattern: /(?:(?:Basic|Bearer|Token|ApiKey|Negotiate)[ \t]{1,4})?([\w+/=~.-]{8,4000})/iy,
  accept: (value) =>
    !/^(?:[A-Z_]+|(?:process|os|env|config)\..*)$/.test(value) &&
    /\d|=$/.test(value) &&
    looksDrawn(value, 2.75),
};

const ARGUMENT =
  /(?<!\S)(?:-u|--user)(?:[ \t]{1,4}|=)("[^"\n]{3,200}"|'[^'\n]{3,200}'|[^\s"']{3,200})/;
const COMMAND = 400;

/** The user and password on a command line of curl. */
const curlUser: Marked = {
  kind: 'marked',
  entity: 'curl-auth-user',
  mark: 'curl ',
  around: (text, at) => {
    const [command = ''] = text.slice(at + 'curl '.length, at + COMMAND).split('curl ', 1);
    const match = ARGUMENT.exec(command);
    const argument = match?.[1];
    if (match === null || argument === undefined || !holdsPassword(argument)) return undefined;
    const end = at + 'curl '.length + match.index + match[0].length;
    return { start: end - argument.length, end };
  },
};

function holdsPassword(argument: string): boolean {
  const [user = '', ...rest] = argument.replace(/^["']|["']$/g, '').split(':');
  const word = rest.join(':');
  if (rest.length === 0 || /^[$<[{]|^x+$/i.test(user) || /^(?:\$|<|\[|\{|x+$|\*+$)/i.test(word))
    return false;
  if (/^(?:user|pass|password|passwd|token|test|secret|api_?key)?$/i.test(word)) {
    return word === '' && /\d/.test(user);
  }
  return true;
}

/** A backslash may be in it, but not that of an escaped line break. */
const JWT_CHARACTER = '(?:[\\w/-]|\\\\(?![nrt"]))';
const JWT = new RegExp(
  `ey[a-zA-Z\\d]{17,2000}\\.ey${JWT_CHARACTER}{15,6000}\\.(?:${JWT_CHARACTER}{0,2000}={0,2})?`,
  'y',
);

const jwt: Token = {
  kind: 'token',
  entity: 'jwt',
  prefixes: ['ey'],
  pattern: JWT,
  accept: (token) => looksDrawn(token, 3),
};

/** A JSON Web Token within Base64: what its header may begin with. */
const encodedJwt: Token = {
  kind: 'token',
  entity: 'jwt-base64',
  prefixes: ['ZXlK'],
  pattern: /ZXlK[\w+/-]{60,8000}={0,2}/y,
};

export const genericSecrets: readonly AnyRecogniser[] = [
  generic,
  password,
  authorization,
  curlUser,
  jwt,
  encodedJwt,
];
