import type { StageKind } from '@fieldgoal/domain';
import { looseKey } from './names.ts';

const WON_WORDS = ['won', 'closed won', 'win'];
const LOST_WORDS = ['lost', 'closed lost', 'loss'];
/** Words for open stages in common exports, in the order a deal goes through them. */
const OPEN_WORDS = [
  'new',
  'open',
  'lead',
  'lead in',
  'prospect',
  'prospecting',
  'contact made',
  'contacted',
  'engaged',
  'engaging',
  'in progress',
  'appointment scheduled',
  'qualification',
  'qualified',
  'qualified to buy',
  'discovery',
  'needs analysis',
  'needs defined',
  'demo scheduled',
  'presentation scheduled',
  'demo',
  'evaluation',
  'value proposition',
  'id. decision makers',
  'perception analysis',
  'decision maker bought-in',
  'quote',
  'proposal',
  'proposal made',
  'proposal sent',
  'proposal/price quote',
  'negotiations started',
  'negotiation',
  'negotiation/review',
  'verbal commitment',
  'commit',
  'contract sent',
];
const OPEN_RANK = new Map(OPEN_WORDS.map((word, rank) => [looseKey(word), rank]));
const WON = new Set(WON_WORDS.map(looseKey));
const LOST = new Set(LOST_WORDS.map(looseKey));

/** What a stage's name says about its kind; null for a word that is not known. */
export function stageKindOfWord(word: string): StageKind | null {
  const key = looseKey(word);
  if (WON.has(key)) return 'won';
  if (LOST.has(key)) return 'lost';
  return OPEN_RANK.has(key) ? 'open' : null;
}

/** How far along an open stage is, by its name; words that are not known come first. */
export function openStageRank(word: string): number {
  return OPEN_RANK.get(looseKey(word)) ?? -1;
}
