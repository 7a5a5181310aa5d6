import { indexTerms } from './search-terms';

/**
 * Messages are indexed a block at a time, once all of it was posted: its entry in the index has the terms
 * of all its messages, under the block's last seq. A message that was edited has an entry of its own as
 * well, under its own seq, with the terms of its new text. So who indexes a block and who edits a message
 * of it need not know of each other: what an entry has beyond the texts as they are now costs a look at
 * them, and nothing is missed.
 */
export const blockSize = 64; // seqs

/** How many blocks are read by one statement of a search. */
export const blocksPerRead = 8;

/** How many blocks are indexed in one transaction: on SQLite, nothing else happens meanwhile. */
export const blocksPerTransaction = 4;

/** The most seqs at the end of a room that are complete blocks and not indexed when it is searched. */
export const mostUnindexed = 4 * blockSize;

export const lastOfBlock = (seq: number): number => Math.ceil(seq / blockSize) * blockSize;

/** The last seq of the newest block that is complete; 0 where none is. */
export const completeUpTo = (lastSeq: number): number => lastSeq - (lastSeq % blockSize);

export interface SeqRange {
  /** Included, as `last` is. */
  first: number;
  last: number;
}

/** How far a room has come, and its index. */
export interface IndexProgress {
  /** Every block up to this seq is indexed. */
  indexedTo: number;
  /** Of the newest message. */
  lastSeq: number;
}

/** The oldest blocks of a room that are complete and not indexed, at most so many; null for none. */
export function nextBlocks({ indexedTo, lastSeq }: IndexProgress, most: number): SeqRange | null {
  const last = Math.min(completeUpTo(lastSeq), indexedTo + most * blockSize);
  return last > indexedTo ? { first: indexedTo + 1, last } : null;
}

/**
 * What entries stand for, newest first, none of it twice.
 *
 * An edit of a block's last message has the place of the block's own entry, and is taken for it.
 *
 * @param places of entries in the index, newest first
 * @param before only lower seqs
 */
export function rangesOf(places: readonly number[], before: number): SeqRange[] {
  const ranges: SeqRange[] = [];
  for (const place of places) {
    const first = place % blockSize === 0 ? place - blockSize + 1 : place;
    if (first >= before) continue;
    const newer = ranges.at(-1);
    if (newer && place >= newer.first - 1) newer.first = Math.min(newer.first, first);
    else ranges.push({ first, last: Math.min(place, before - 1) });
  }
  return ranges;
}

/** The terms of each block of a room, by its last seq, where its messages have any. */
export async function termsOfBlocks(
  messages: Iterable<{ seq: number; text: string }>,
): Promise<Map<number, string[]>> {
  const texts = new Map<number, string[]>();
  for (const { seq, text } of messages) {
    const last = lastOfBlock(seq);
    const own = texts.get(last);
    if (own) own.push(text);
    else texts.set(last, [text]);
  }
  const terms = new Map<number, string[]>();
  for (const [last, own] of texts) {
    // It is work, and whoever posts does not wait for it.
    await new Promise(setImmediate);
    const distinct = [...new Set(own.flatMap(indexTerms))];
    if (distinct.length > 0) terms.set(last, distinct);
  }
  return terms;
}
