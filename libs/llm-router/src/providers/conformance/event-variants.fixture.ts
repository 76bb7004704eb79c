/** Other ways to write the same server-sent events (WHATWG HTML, 9.2). */
export const EVENT_VARIANTS: readonly (readonly [name: string, (text: string) => string])[] = [
  ['lines that end in CRLF', (text) => text.replaceAll('\n', '\r\n')],
  ['lines that end in CR', (text) => text.replaceAll('\n', '\r')],
  ['a byte order mark', (text) => `\ufeff${text}`],
  [
    'comments between the events',
    (text) => `: hello\n\n${text.replaceAll('\n\n', '\n\n: ping\n\n')}`,
  ],
  ['ids and waiting times', (text) => text.replaceAll('data: ', 'id: 7\nretry: 10\ndata: ')],
  ['no space behind the colon', (text) => text.replaceAll('data: ', 'data:')],
  [
    'payloads of several lines',
    (text) => text.replace(/^data: (\{.*)$/gm, (_, json: string) => lines(json)),
  ],
  ['no blank line at the end', (text) => text.replace(/\n+$/, '\n')],
];

function lines(json: string): string {
  return JSON.stringify(JSON.parse(json), null, 1)
    .split('\n')
    .map((line) => `data: ${line}`)
    .join('\n');
}
