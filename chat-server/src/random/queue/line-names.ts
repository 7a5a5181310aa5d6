import type { Ticket } from './match-queue';

// No language subtag has such a character.
/** For those who have named no language. */
const unnamed = '*';
/** For everybody, whatever their language. */
const anyLanguage = '+';

/**
 * The lines that a ticket stands in: one of all; and within its language, and again whatever the language,
 * one of those who have interests or of those who are open to anything, and one for each interest. Each
 * is then in the order in which it is looked through: nobody who does not fit stands in between.
 *
 * `redis-scripts.ts` names them the same.
 */
export function lineNames({ interests, language }: Ticket): string[] {
  const kind = interests.length > 0 ? 'interested' : 'open';
  const names = ['all'];
  for (const scope of [language ?? unnamed, anyLanguage]) {
    names.push(`${scope}/${kind}`);
    for (const interest of interests) names.push(`${scope}/interest/${interest}`);
  }
  return names;
}

/** The languages in whose lines a ticket may find its own. */
export const searchScopes = ({ language }: Ticket): readonly string[] =>
  language === null ? [anyLanguage] : [language, unnamed];
