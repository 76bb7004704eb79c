/** What is counted of a text apart from its words. */
export const SHAPES = [
  'characters',
  'words',
  'lines',
  'numbers',
  'digits',
  'questions',
  'exclamations',
  'stops',
  'colons',
  'quotes',
  'fences',
  'ticks',
  'braces',
  'brackets',
  'calls',
  'angles',
  'underscores',
  'operators',
  'latex',
  'money',
  'percent',
  'ats',
  'options',
  'listMarkers',
] as const;

export type Shape = (typeof SHAPES)[number];
