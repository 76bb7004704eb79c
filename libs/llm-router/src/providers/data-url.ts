const DATA_URL = /^data:([\w.+-]+\/[\w.+-]+)(?:;[\w.+-]+=[^;,]*)*;base64,/i;

/** What a `data:` URL holds (RFC 2397). */
export interface EmbeddedData {
  /** In lower case, without parameters. */
  readonly mediaType: string;
  /** In base64. */
  readonly data: string;
}

/** Undefined for a URL that points somewhere else. */
export function embeddedData(url: string): EmbeddedData | undefined {
  const [prefix, mediaType] = DATA_URL.exec(url) ?? [];
  if (prefix === undefined || mediaType === undefined) return undefined;
  return { mediaType: mediaType.toLowerCase(), data: url.slice(prefix.length) };
}
