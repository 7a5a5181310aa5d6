import { randomBytes } from 'node:crypto';

import { toSlug } from '@coco-chat/collections';

import { badInput } from '../errors';
import type { RoomKind } from '../store/room-store';

// As many as the collection allows, counted as it counts: in UTF-16 code units.
const longestTitle = 80;
const longestTopic = 280;
const longestSlug = 80;
/** Least time between two messages of one member, in seconds. */
const slowestMode = 6 * 60 * 60; // 6 hours

// eslint-disable-next-line no-control-regex
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]|\p{Surrogate}/u;
const invisible = /[\s\p{Default_Ignorable_Code_Point}]/gu;

/**
 * The title of a room as it is stored: in Unicode form NFC, without space around it.
 *
 * @throws ChatError BAD_USER_INPUT
 */
export function roomTitle(title: string, field: string): string {
  const normal = title.normalize('NFC').trim();
  if (normal.replaceAll(invisible, '') === '') throw badInput('A room needs a title.', field);
  if (normal.length > longestTitle) {
    throw badInput(`A title has at most ${longestTitle} characters.`, field);
  }
  if (controls.test(normal))
    throw badInput('The title has characters that cannot be shown.', field);
  return normal;
}

/**
 * The topic of a room as it is stored; null for none.
 *
 * @throws ChatError BAD_USER_INPUT
 */
export function roomTopic(topic: string | null | undefined, field: string): string | null {
  const normal = (topic ?? '').normalize('NFC').trim();
  if (normal.replaceAll(invisible, '') === '') return null;
  if (normal.length > longestTopic) {
    throw badInput(`A topic has at most ${longestTopic} characters.`, field);
  }
  if (controls.test(normal))
    throw badInput('The topic has characters that cannot be shown.', field);
  return normal;
}

/** @throws ChatError BAD_USER_INPUT for a number outside 0 to 6 hours */
export function slowModeSeconds(seconds: number, field: string): number {
  if (seconds < 0 || seconds > slowestMode) {
    throw badInput(`Slow mode takes between 0 and ${slowestMode} seconds.`, field);
  }
  return seconds;
}

/**
 * Addresses for a room, to take the first free one of. That of a private room always ends at random: a
 * number after the address of a public one would tell that a private one has the name.
 */
export function slugsToOffer(title: string, kind: RoomKind): string[] {
  const random = (): string => randomBytes(5).toString('hex');
  const base = toSlug(title) || 'room';
  const ending = (end: string): string =>
    `${base.slice(0, longestSlug - 1 - end.length).replace(/-+$/, '')}-${end}`;
  const numbered = kind === 'public' ? [base, ...['2', '3', '4'].map(ending)] : [];
  return [...numbered, ending(random()), ending(random())].filter(isWhole);
}

/** Cutting an address short can leave half of a character. */
const isWhole = (slug: string): boolean => !/\p{Surrogate}/u.test(slug);
