import type { Marked, Span } from '../../detection/recogniser.js';

const SCHEME = /[a-z][a-z\d+.-]{0,20}$/i;
const CREDENTIALS = /:\/\/([^\s:/@"'<>]{0,256}:[^\s/@"'<>]{1,256})@/y;
const REST = /:\/\/[^\s<>"'`{}|\\^]{1,2048}/y;
const LABEL = /[a-z\d-]/i;
const DOMAIN =
  /(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.){1,8}[a-z]{2,24}(?![\w-])(?:\/[^\s<>"'`]{0,2048})?/iy;
/** What a name without a scheme has to end in to be taken for a domain. */
const DOMAINS = new Set(
  'com org net edu gov mil int info biz io ai app dev co me tv site online store shop cloud tech xyz ac at au be br ca ch cl cn cz de dk es eu fi fr gr hk hu id ie il in ir it jp kr lt lu lv mx my nl no nz pk pl pt ro ru se sg si sk th tr tw ua uk us vn za'.split(
    ' ',
  ),
);

/** The user and password in a URL; the rest of it may stay. */
export const urlCredentials: Marked = {
  kind: 'marked',
  entity: 'url-credentials',
  mark: '://',
  around: (text, at) => {
    CREDENTIALS.lastIndex = at;
    const found = CREDENTIALS.exec(text)?.[1];
    if (found === undefined || /^:|[${<]/.test(found)) return undefined;
    return { start: at + 3, end: at + 3 + found.length };
  },
};

/** Whole URLs. */
export const url: Marked = {
  kind: 'marked',
  entity: 'url',
  mark: '://',
  byName: true,
  around: (text, at) => {
    const scheme = SCHEME.exec(text.slice(Math.max(at - 21, 0), at))?.[0];
    if (scheme === undefined) return undefined;
    REST.lastIndex = at;
    const rest = REST.exec(text)?.[0].replace(/[.,;:!?)\]]+$/, '');
    if (rest === undefined) return undefined;
    return { start: at - scheme.length, end: at + rest.length };
  },
};

/** Domains without a scheme. */
export const domain: Marked = {
  kind: 'marked',
  entity: 'url',
  mark: '.',
  byName: true,
  around: domainAround,
};

function domainAround(text: string, at: number): Span | undefined {
  let start = at;
  while (start > 0 && at - start < 63 && LABEL.test(text.charAt(start - 1))) start--;
  if (start === at || /[\w.@]/.test(text.charAt(start - 1))) return undefined;
  DOMAIN.lastIndex = start;
  const found = DOMAIN.exec(text)?.[0].replace(/[.,;:!?)\]]+$/, '');
  const last = found?.split('/')[0]?.split('.').at(-1)?.toLowerCase();
  if (found === undefined || last === undefined || !DOMAINS.has(last)) return undefined;
  return { start, end: start + found.length };
}
