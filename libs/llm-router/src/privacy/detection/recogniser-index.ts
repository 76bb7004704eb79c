import { FormIndex } from './form-index.js';
import { KeywordTrie } from './keyword-trie.js';
import { nameVariants } from './name-variants.js';
import type {
  AnyRecogniser,
  AssignedValue,
  Marked,
  Recogniser,
  Search,
  Token,
  Walk,
} from './recogniser.js';

/** A word that means something to recognisers, in lower case. */
export class Keyword {
  readonly tokens: Token[] = [];
  readonly assigned: AssignedValue[] = [];
  /** The recognisers whose context it is. */
  readonly speaksOf = new Set<Recogniser>();
  /** The number after it is nobody's. */
  denies = false;

  constructor(
    readonly text: string,
    /** False: a longer word may begin with it. */
    readonly whole: boolean,
  ) {}
}

/** Words before a number that say that it identifies nobody. */
const DENIALS = [
  ...['amount', 'batch', 'build', 'bytes', 'commit', 'count', 'created', 'ean', 'epoch', 'expires'],
  ...['iat', 'invoice', 'isbn', 'issue', 'issn', 'length', 'line', 'modified', 'nbf', 'offset'],
  ...[
    'order',
    'pid',
    'population',
    'port',
    'price',
    'quantity',
    'revision',
    'row',
    'seed',
    'serial',
  ],
  ...[
    'size',
    'sku',
    'ticket',
    'time',
    'timestamp',
    'total',
    'tracking',
    'upc',
    'updated',
    'version',
  ],
  ...['bestellung', 'bestellnummer', 'rechnung', 'rechnungsnummer', 'sendungsnummer', 'commande'],
  ...['facture', 'pedido', 'factura', 'ordine', 'fattura', 'bestelling', 'factuur', 'encomenda'],
];

/** All recognisers, sorted by how what they find is looked up. */
export class RecogniserIndex {
  readonly keywords = new KeywordTrie<Keyword>();
  readonly forms: FormIndex;
  readonly walks: readonly Walk[];
  readonly searches: readonly Search[];
  /** By mark. */
  readonly marked = new Map<string, Marked[]>();
  readonly entities: readonly string[];
  private readonly known = new Map<string, Keyword>();

  constructor(recognisers: readonly AnyRecogniser[]) {
    this.entities = [...new Set(recognisers.map((it) => it.entity))].sort();
    this.forms = new FormIndex(recognisers.filter((it) => it.kind === 'identifier'));
    this.walks = recognisers.filter((it) => it.kind === 'walk');
    this.searches = recognisers.filter((it) => it.kind === 'search');
    for (const it of recognisers) {
      for (const word of it.context ?? []) {
        for (const keyword of this.contextOf(word)) keyword.speaksOf.add(it);
      }
      this.addLookups(it);
    }
    for (const word of DENIALS) this.keyword(word, true).denies = true;
  }

  private addLookups(it: AnyRecogniser): void {
    if (it.kind === 'token') {
      for (const prefix of it.prefixes) this.keyword(prefix.toLowerCase(), false).tokens.push(it);
    }
    if (it.kind === 'assigned') {
      for (const name of it.names.flatMap(nameVariants))
        this.keyword(name, false).assigned.push(it);
    }
    if (it.kind === 'marked') {
      const others = this.marked.get(it.mark);
      if (others === undefined) this.marked.set(it.mark, [it]);
      else others.push(it);
    }
  }

  /** A word that ends in `*` is the beginning of words. */
  private contextOf(word: string): Keyword[] {
    const whole = !word.endsWith('*');
    return nameVariants(whole ? word : word.slice(0, -1)).map((it) => this.keyword(it, whole));
  }

  private keyword(text: string, whole: boolean): Keyword {
    const key = whole ? text : `${text}*`;
    let keyword = this.known.get(key);
    if (keyword === undefined) {
      keyword = new Keyword(text, whole);
      this.known.set(key, keyword);
      this.keywords.add(text, keyword);
    }
    return keyword;
  }
}
