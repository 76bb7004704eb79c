/** What a UTF-16 unit is to the scanner. The order is that of `ScriptCounts`. */
export const Kind = {
  Other: 0,
  Digit: 1,
  Latin: 2,
  Cyrillic: 3,
  Greek: 4,
  Hebrew: 5,
  Arabic: 6,
  Devanagari: 7,
  Hangul: 8,
  /** From here on, scripts that put no space between words. */
  Thai: 9,
  Kana: 10,
  Han: 11,
} as const;

export const KINDS = 12;

const ASCII = Uint8Array.from({ length: 128 }, (_, unit) => {
  if (unit >= 0x30 && unit <= 0x39) return Kind.Digit;
  const letter = unit | 0x20;
  return letter >= 0x61 && letter <= 0x7a ? Kind.Latin : Kind.Other;
});

/** Ranges as in the Unicode Standard's block charts. Lone surrogates are `Other`. */
export function kindOf(unit: number): number {
  if (unit < 0x80) return ASCII[unit]!;
  if (unit < 0x0250) return unit < 0xc0 || unit === 0xd7 || unit === 0xf7 ? Kind.Other : Kind.Latin;
  if (unit < 0x0370) return unit >= 0x0300 ? Kind.Latin : Kind.Other;
  if (unit < 0x0400) return Kind.Greek;
  if (unit < 0x0530) return Kind.Cyrillic;
  if (unit >= 0x05d0 && unit <= 0x05ea) return Kind.Hebrew;
  if (unit >= 0x0620 && unit <= 0x06ff) {
    return unit >= 0x0660 && unit <= 0x0669 ? Kind.Digit : Kind.Arabic;
  }
  if (unit >= 0x0900 && unit <= 0x097f && unit !== 0x0964) return Kind.Devanagari;
  if (unit >= 0x0e01 && unit <= 0x0e4e) return Kind.Thai;
  if (unit >= 0x1e00 && unit <= 0x1eff) return Kind.Latin;
  if (unit >= 0x1f00 && unit <= 0x1fff) return Kind.Greek;
  if (unit >= 0x3041 && unit <= 0x30ff && unit !== 0x30fb) return Kind.Kana;
  if ((unit >= 0x4e00 && unit <= 0x9fff) || (unit >= 0x3400 && unit <= 0x4dbf)) return Kind.Han;
  if (unit >= 0xac00 && unit <= 0xd7a3) return Kind.Hangul;
  return Kind.Other;
}
